"""Results go to standard output, talk to standard error."""

import codecs
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console, Group
from rich.markup import escape
from rich.table import Table

from lstm_core.plain_json import as_json

talk, result = Console(stderr=True), Console()

_MATRIX = "confusion_matrix"
_SIDE_BY_SIDE = 10  # classes whose matrix is still read; of more, the mistakes there are most of


def figures(metrics: dict[str, Any], classes: Sequence[str] = ()) -> Group:
    """The figures of a report one below the other; the answers of a classifier as a table with the names of its classes."""
    table = Table("figure", "value")
    for name, value in metrics.items():
        if name not in (_MATRIX, "per_class", "classes"):
            table.add_row(name, f"{value:.4f}" if isinstance(value, float) else str(value))
    counts, names = metrics.get(_MATRIX, []), metrics.get("classes") or classes
    if not counts:
        return Group(table)
    names = [escape(name) for name in names] or [f"class {number}" for number in range(1, len(counts) + 1)]
    return Group(table, _matrix(counts, names) if len(names) <= _SIDE_BY_SIDE else _mistakes(counts, names))


def _matrix(counts: Sequence[Sequence[int]], names: Sequence[str]) -> Table:
    table = Table(title="rows: what it is; columns: what the model says", title_justify="left")
    table.add_column("")
    for name in names:
        table.add_column(name, justify="right")
    for name, row in zip(names, counts, strict=True):
        table.add_row(name, *(f"{count:,}" for count in row))
    return table


def _mistakes(counts: Sequence[Sequence[int]], names: Sequence[str]) -> Table:
    """The ten most frequent ones."""
    found = [
        (count, names[row], names[column])
        for row, counted in enumerate(counts)
        for column, count in enumerate(counted)
        if row != column and count
    ]
    table = Table("it is", "the model says", "times", title="most frequent mistakes", title_justify="left")
    for count, really, said in sorted(found, reverse=True)[:10]:
        table.add_row(really, said, f"{count:,}")
    return table


def warn(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        talk.print(sentence, style="yellow", markup=False, highlight=False, soft_wrap=True)


def print_bytes(content: bytes) -> None:
    """A file as it is but for its byte order mark: a text stream of Windows would end its lines anew."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content.removeprefix(codecs.BOM_UTF8))
    sys.stdout.buffer.flush()


def print_json(content: Any) -> None:
    sys.stdout.write(as_json(content) + "\n")
