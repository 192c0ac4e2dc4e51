"""Records of cells, as CSV and Excel have them, into a table: what stands above it, its header, rows that are too long or too short."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from lstm_core.data.doctor.choices import Choices
from lstm_core.data.doctor.finding import Finding, counted, quoted
from lstm_core.data.doctor.header import has_header, named
from lstm_core.data.doctor.raw import RawTable, Record, framed
from lstm_core.errors import DataError

_HEAD = 300  # records that decide
_STRAY = 0.03  # share of the rows that may have a cell where no column is
_MOST_ABOVE = 30  # records above the header


def read(records: Callable[[], Iterator[Record]], choices: Choices, format: str) -> RawTable:
    """records: from the first one on, blank ones left out. Raises DataError where there is no row of data."""
    head = [(row, list(cells)) for row, cells in islice(records(), _HEAD)]
    above = _above(head)
    body = head[above:]
    if not body:
        raise DataError("The file holds no row of data. It needs a header and at least one row below it.")
    width = _width([cells for _, cells in body])
    header = has_header(body[0][1], [cells for _, cells in body[1:]]) if not choices.header else choices.header == "yes"
    if header and len(body[0][1]) == width - 1:  # R writes no name above the names of the rows
        body[0] = (body[0][0], ["", *body[0][1]])
    spare = _spare(body[0][1][:width], [cells for _, cells in body[1:]]) if header else 0
    names, findings = named(body[0][1][: width - spare] if header else [], width - spare, body[0][0])
    said = [
        *_spare_finding(spare, body[0][0]),
        *_above_finding(head[:above]),
        *_header_finding(header, choices, body[0], names),
        *findings,
    ]
    fitted = _Fitted(len(names), _widest([cells for _, cells in body[1:]], len(names)))
    frame = framed(names, fitted.rows(islice(records(), above + header, None)))
    if frame.empty:
        raise DataError("The file holds a header and no row of data below it.")
    return RawTable(frame, format, (*said, *fitted.findings(names)))


def _filled(cells: Sequence[str]) -> int:
    """Cells up to the last one that is not empty."""
    return max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _above(head: Sequence[tuple[int, list[str]]]) -> int:
    """How many records stand above the table: titles and notes fill no more than half of its width."""
    widths = Counter(_filled(cells) for _, cells in head)
    usual = max(widths.items(), key=lambda one: (one[1], one[0]))[0] if widths else 0
    if usual < 2 or len(head) < 3:
        return 0
    above = 0
    while above < min(_MOST_ABOVE, len(head) - 1) and _filled(head[above][1]) <= usual / 2:
        above += 1
    return above if above < min(_MOST_ABOVE, len(head) - 1) else 0


def _width(head: Sequence[Sequence[str]]) -> int:
    """The most frequent number of cells; of equally frequent ones the largest."""
    return max(Counter(map(len, head)).items(), key=lambda one: (one[1], one[0]))[0]


def _spare(header: Sequence[str], body: Sequence[Sequence[str]]) -> int:
    """How many columns at the end have no name and hardly a cell: what stands there was cut off from a text by its delimiters."""
    spare = len(header) - max(1, _filled(header))
    beyond = sum(_filled(cells) > len(header) - spare for cells in body)
    return spare if body and beyond <= _STRAY * len(body) else 0


def _widest(head: Sequence[Sequence[str]], width: int) -> int:
    """The column with the longest cells: a row with too many cells is most likely one of its texts, cut at a delimiter."""
    whole = [cells for cells in head if len(cells) >= width >= _filled(cells)]
    sizes = [sum(len(cells[place]) for cells in whole) for place in range(width)]
    return max(range(width), key=sizes.__getitem__, default=0)


def _above_finding(above: Sequence[tuple[int, list[str]]]) -> Iterator[Finding]:
    if above:
        row, cells = above[0]
        message = f"{counted(len(above), 'row stands', 'rows stand')} above the table, from row {row}: {quoted(' '.join(cells))}."
        yield Finding("rows-above", message, row=row, fix="Left out.", mended=True)


def _spare_finding(spare: int, row: int) -> Iterator[Finding]:
    if spare:
        message = f"{counted(spare, 'column')} at the end have no name in row {row} and are empty, but for a few rows at most."
        fix = "Left out; what stands there belongs to the text of its row."
        yield Finding("empty-columns", message, row=row, fix=fix, mended=True)


def _header_finding(
    header: bool, choices: Choices, first: tuple[int, list[str]], names: Sequence[str]
) -> Iterator[Finding]:
    if choices.header == "yes" or (header and not choices.header):
        return
    message = f"There is no header: row {first[0]} ({quoted(' | '.join(first[1]))}) is data already."
    yield Finding(
        "header-missing",
        message,
        row=first[0],
        fix=f"The columns are called {', '.join(names[:5])}.",
        mended=True,
        button="Row is the header",
    )


@dataclass
class _Fitted:
    """Rows of one width: short ones filled up, long ones with what is too much joined into the widest column."""

    width: int
    widest: int
    short: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def rows(self, records: Iterator[Record]) -> Iterator[Record]:
        for row, cells in records:
            yield row, cells if len(cells) == self.width else self._fit(row, list(cells))

    def _fit(self, row: int, cells: list[str]) -> list[str]:
        if len(cells) < self.width:
            self._note(self.short, "short", row)
            return cells + [""] * (self.width - len(cells))
        cells = cells[: max(self.width, _filled(cells))]
        extra = cells[self.width :]
        if not extra:
            return cells
        self._note(self.long, "long", row)
        end = self.widest + len(extra) + 1
        return [*cells[: self.widest], ",".join(cells[self.widest : end]), *cells[end:]]

    def _note(self, rows: list[int], kind: str, row: int) -> None:
        self.counts[kind] += 1
        if not rows:
            rows.append(row)

    def findings(self, names: Sequence[str]) -> Iterator[Finding]:
        if self.short:
            message = (
                f"{counted(self.counts['short'], 'row has', 'rows have')} fewer cells than "
                f"the {self.width} columns, the first is row {self.short[0]}."
            )
            yield Finding(
                "too-few-cells", message, row=self.short[0], fix="The cells that are missing are empty.", mended=True
            )
        if self.long:
            message = (
                f"{counted(self.counts['long'], 'row has', 'rows have')} more cells than "
                f"the {self.width} columns, the first is row {self.long[0]}."
            )
            fix = f"What is too much is joined into {names[self.widest]}. Put texts with a delimiter in them into double quotes."
            yield Finding("too-many-cells", message, row=self.long[0], column=names[self.widest], fix=fix, mended=True)
