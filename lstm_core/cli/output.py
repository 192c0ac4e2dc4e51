"""Results go to standard output, talk to standard error."""

import json
import sys
from typing import Any

from rich.console import Console
from rich.table import Table

talk, result = Console(stderr=True), Console()


def figures(metrics: dict[str, Any]) -> Table:
    table = Table("figure", "value")
    for name, value in metrics.items():
        table.add_row(name, f"{value:.4f}" if isinstance(value, float) else str(value))
    return table


def print_json(content: Any) -> None:
    sys.stdout.write(json.dumps(content) + "\n")
