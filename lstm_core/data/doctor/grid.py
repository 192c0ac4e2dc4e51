"""Records of cells, as CSV and Excel have them, into a table: what stands above it, its header, rows that are too long or too short."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from lstm_core.data.doctor.choices import Choices
from lstm_core.data.doctor.finding import Finding, counted, quoted
from lstm_core.data.doctor.fitted import Fitted, filled
from lstm_core.data.doctor.header import has_header, named
from lstm_core.data.doctor.numbers import looks_numeric
from lstm_core.data.doctor.raw import RawTable, Record, framed
from lstm_core.errors import DataError

_HEAD = 300  # records that decide
_STRAY = 0.03  # share of the rows that may have a cell where no column is
_MOST_ABOVE = 150  # records above the header


def read(records: Callable[[], Iterator[Record]], choices: Choices, format: str) -> RawTable:
    """records: from the first one on, blank ones left out. Raises DataError where there is no row of data."""
    head = [(row, list(cells)) for row, cells in islice(records(), _HEAD)]
    above = _above(head)
    body = head[above:]
    if not any(cell.strip() for _, cells in body for cell in cells):
        raise DataError("The file holds no row of data. It needs a header and at least one row below it.")
    width = _width([cells for _, cells in body])
    header = has_header(body[0][1], [cells for _, cells in body[1:]]) if not choices.header else choices.header == "yes"
    notes = head[:above]
    if not header and not choices.header and (noted := _noted_names(notes, width)):
        body, header, above = [noted, *body], True, above - 1
        notes = [note for note in notes if note[0] != noted[0]]
    if header and len(body[0][1]) == width - 1:  # R writes no name above the names of the rows
        body[0] = (body[0][0], ["", *body[0][1]])
    spare = _spare(body[0][1][:width], [cells for _, cells in body[1:]]) if header else 0
    names, findings = named(body[0][1][: width - spare] if header else [], width - spare, body[0][0])
    said = [
        *_spare_finding(spare, body[0][0]),
        *_above_finding(notes),
        *_header_finding(header, choices, body[0], names),
        *findings,
    ]
    fitted = Fitted(len(names), _widest([cells for _, cells in body[1:]], len(names)), body[0][1] if header else [])
    frame = framed(names, fitted.rows(islice(records(), above + header, None)))
    if frame.empty:
        raise DataError(_nothing_below(body[0]))
    return RawTable(frame, format, (*said, *fitted.findings(names)))


def _nothing_below(line: tuple[int, list[str]]) -> str:
    row, cells = line
    return (
        f"The file holds a single line, row {row}: {quoted(' | '.join(cells))}. If it is a header, the rows below it are missing; "
        "if it is data, it is too little: bring at least 20 rows."
    )


def _noted_names(above: Sequence[tuple[int, list[str]]], width: int) -> tuple[int, list[str]] | None:
    """The first line that begins with # and holds a word for each column."""
    for row, cells in above:
        names = [cells[0].lstrip("# "), *cells[1:]]
        names = names[not names[0] :]
        if cells[0].startswith("#") and len(names) == width and not any(map(looks_numeric, names)):
            return row, names
    return None


def _above(head: Sequence[tuple[int, list[str]]]) -> int:
    """How many records stand above the table: lines that begin with #, titles and notes that fill no more than half of its width."""
    notes = _number_signs([cells for _, cells in head])
    if notes == 1 and len(head[0][1]) == len(head[1][1]) > 1:  # such as #id,text
        notes = 0
    empty = min((_leading(cells) for _, cells in head[notes:]), default=0)  # columns before the table
    widths = Counter(filled(cells) - empty for _, cells in head[notes:])
    usual = max(widths.items(), key=lambda one: (one[1], one[0]))[0] if widths else 0
    if usual < 2 or len(head) < 3:
        return notes
    above, most = notes, min(_MOST_ABOVE, len(head) - 1)
    while above < most and filled(head[above][1]) - empty <= usual / 2:
        above += 1
    return above if above < most else notes


def _number_signs(head: Sequence[Sequence[str]]) -> int:
    """How many lines at the beginning are notes behind #, or a header; a row whose text begins with a hashtag is none."""
    lines = next((place for place, cells in enumerate(head) if not cells[0].lstrip().startswith("#")), 0)
    width = _width(head[lines:]) if lines else 0
    rows = (
        place
        for place, cells in enumerate(head[:lines])
        if len(cells) == width > 1 and not has_header(cells, head[place + 1 :])
    )
    return next(rows, lines)


def _leading(cells: Sequence[str]) -> int:
    return next((place for place, cell in enumerate(cells) if cell.strip()), len(cells))


def _width(head: Sequence[Sequence[str]]) -> int:
    """The most frequent number of cells; of equally frequent ones the largest."""
    return max(Counter(map(len, head)).items(), key=lambda one: (one[1], one[0]))[0]


def _spare(header: Sequence[str], body: Sequence[Sequence[str]]) -> int:
    """How many columns at the end have no name and hardly a cell: what stands there was cut off from a text by its delimiters."""
    spare = len(header) - max(1, filled(header))
    beyond = sum(filled(cells) > len(header) - spare for cells in body)
    return spare if body and beyond <= _STRAY * len(body) else 0


def _widest(head: Sequence[Sequence[str]], width: int) -> int:
    """The column with the longest cells: a row with too many cells is most likely one of its texts, cut at a delimiter."""
    whole = [cells for cells in head if len(cells) >= width >= filled(cells)]
    sizes = [sum(len(cells[place]) for cells in whole) for place in range(width)]
    return max(range(width), key=sizes.__getitem__, default=0)


def _above_finding(above: Sequence[tuple[int, list[str]]]) -> Iterator[Finding]:
    if above:
        row, cells = above[0]
        message = f"{counted(len(above), 'row stands', 'rows stand')} above the table, from row {row}: {quoted(' '.join(cells))}."
        yield Finding("rows-above", message, row=row, fix="Left out.", mended=True)


def _spare_finding(spare: int, row: int) -> Iterator[Finding]:
    if spare:
        message = f"{counted(spare, 'column has', 'columns have')} no name at the end of row {row}, and hardly a cell."
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
