"""Records of any number of cells into rows of one width, and what did not fit."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lstm_core.data.doctor.finding import Finding, counted
from lstm_core.data.doctor.raw import Record


def filled(cells: Sequence[str]) -> int:
    """Cells up to the last one that is not empty."""
    return max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)


@dataclass
class Fitted:
    """Rows of one width: short ones filled up, long ones with what is too much joined into the widest column; empty rows, and the header
    where it stands between the rows again, are left out.
    """

    width: int
    widest: int
    header: Sequence[str] = ()
    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)  # row of each kind

    def rows(self, records: Iterator[Record]) -> Iterator[Record]:
        for row, cells in records:
            if not any(cells):
                self._note("empty", row)
            elif self.header and cells[0] == self.header[0] and list(cells) == list(self.header):
                self._note("header", row)
            else:
                yield row, cells if len(cells) == self.width else self._fit(row, list(cells))

    def _fit(self, row: int, cells: list[str]) -> list[str]:
        if len(cells) < self.width:
            self._note("short", row)
            return cells + [""] * (self.width - len(cells))
        cells = cells[: max(self.width, filled(cells))]
        extra = cells[self.width :]
        if not extra:
            return cells
        self._note("long", row)
        end = self.widest + len(extra) + 1
        return [*cells[: self.widest], ",".join(cells[self.widest : end]), *cells[end:]]

    def _note(self, kind: str, row: int) -> None:
        self.counts[kind] += 1
        self.first.setdefault(kind, row)

    def findings(self, names: Sequence[str]) -> Iterator[Finding]:
        if "empty" in self.first:
            message = (
                f"{counted(self.counts['empty'], 'row is', 'rows are')} empty, the first is row {self.first['empty']}."
            )
            yield Finding("empty-rows", message, row=self.first["empty"], fix="Left out.", mended=True)
        if "header" in self.first:
            message = f"The header stands between the rows again, first in row {self.first['header']}."
            yield Finding("header-again", message, row=self.first["header"], fix="Left out.", mended=True)
        if "short" in self.first:
            message = (
                f"{counted(self.counts['short'], 'row has', 'rows have')} fewer cells than {self._place('short')}."
            )
            fix = "The cells that are missing are empty."
            yield Finding("too-few-cells", message, row=self.first["short"], fix=fix, mended=True)
        if "long" in self.first:
            message = f"{counted(self.counts['long'], 'row has', 'rows have')} more cells than {self._place('long')}."
            fix = f"What is too much is joined into {names[self.widest]}. Put texts with a delimiter in them into double quotes."
            yield Finding("too-many-cells", message, self.first["long"], names[self.widest], fix, mended=True)

    def _place(self, kind: str) -> str:
        return f"the {self.width} columns, the first is row {self.first[kind]}"
