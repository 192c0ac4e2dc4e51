"""The ready configurations."""

from rich.table import Table

from lstm_core.cli.given import AsJson
from lstm_core.cli.output import print_json, result
from lstm_core.labs import LABS


def labs(as_json: AsJson = False) -> None:
    """The ready configurations."""
    if as_json:
        print_json([{"lab": lab.name, "title": lab.title, "config": lab.config.model_dump()} for lab in LABS.values()])
        return
    table = Table("lab", "title", "what it is")
    for lab in LABS.values():
        table.add_row(lab.name, lab.title, lab.story)
    result.print(table)
