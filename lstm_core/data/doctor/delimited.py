"""CSV, TSV and the like: which character parts the cells, and the cells."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from lstm_core.data.doctor import grid, plain_text
from lstm_core.data.doctor.choices import Choices
from lstm_core.data.doctor.encoding import detect
from lstm_core.data.doctor.finding import Finding, counted
from lstm_core.data.doctor.lines import Lines, Records, lines_of
from lstm_core.data.doctor.numbers import looks_numeric
from lstm_core.data.doctor.raw import RawTable

_NAMES = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a vertical bar", "^": "a caret", " ": "blanks"}
_USUAL = {"csv": ",", "tsv": "\t", "tab": "\t"}
_LONG = (":::", "::")  # ;; and || rather hold an empty cell
_SHORT = "\x1f"  # that stands for one of these
_HEAD = 200  # records that decide


def read(file: Path, name: str, choices: Choices) -> RawTable:
    """A table where the lines are parted into equally many cells, else one text a line. Raises DataError for what is no text."""
    encoding = detect(file, name, choices.encoding)
    lines = lines_of(file, encoding.name)
    long = "" if choices.delimiter else _long_delimiter(lines)
    if long:
        lines = _shortened(lines, long)
    delimiter = choices.delimiter or (_SHORT if long else guessed_delimiter(lines, name))
    if delimiter == "none":
        return plain_text.read(lines, encoding.findings, choices)
    said = _delimiter_finding(long or delimiter, name)
    if delimiter != ";" and _end_alike(lines):
        lines = _without_ends(lines)
    records = Records(delimiter, quotes=_quotes_belong(lines, delimiter))
    table = grid.read(lambda: records.cut(_without_directive(lines())), choices, "TSV" if delimiter == "\t" else "CSV")
    findings = (*encoding.findings, *said, *table.findings, *_quote_findings(records))
    return RawTable(table.frame, table.format, findings, "" if long else delimiter)


def guessed_delimiter(lines: Lines, name: str) -> str:
    """The one that parts most of the first lines into equally many cells; `none` where none does."""
    suffix = name.lower().rpartition(".")[2]
    scores = {delimiter: _evenness(lines, delimiter) for delimiter in _NAMES if delimiter != " "}
    even = {delimiter: share for delimiter, (share, width) in scores.items() if width > 1}
    enough = 0.5 if suffix in _USUAL else 0.9
    best = max(even.values(), default=0.0)
    if best < enough:
        return " " if _numbers_between_blanks(lines) else _USUAL.get(suffix, "none")
    # A comma may be a decimal comma or part of a text, the others hardly ever: they go first where they part as well.
    first = next((line for line in lines() if line.strip()), "")
    in_texts = [one for one in "|^" if one not in first and "," in first]
    order = [one for one in ("\t", ";", "|", "^", ",") if one not in in_texts]
    return next(one for one in [*order, *in_texts] if even.get(one, 0) >= best - 0.03)


def _long_delimiter(lines: Lines) -> str:
    """Several signs that part every line into equally many cells; none for most files."""
    head = [line for line in islice(lines(), _HEAD) if line.strip()]
    for sign in _LONG:
        widths = {line.count(sign) for line in head}
        if len(head) > 1 and len(widths) == 1 and widths != {0}:
            return sign
    return ""


def _shortened(lines: Lines, sign: str) -> Lines:
    return lambda: (_SHORT.join(cell.strip() for cell in line.split(sign)) for line in lines())


def _numbers_between_blanks(lines: Lines) -> bool:
    """Tables of numbers in columns; a text has blanks as well, and few numbers."""
    head = [line.split() for line in islice(lines(), _HEAD) if line.strip()]
    below = head[1:] if len(head) > 1 else head
    even = Counter(map(len, below)).most_common(1)
    cells = [cell for line in below for cell in line]
    return (
        bool(even)
        and even[0][0] > 1
        and even[0][1] > 0.9 * len(below)
        and sum(map(looks_numeric, cells)) > 0.5 * len(cells)
    )


def _evenness(lines: Lines, delimiter: str) -> tuple[float, int]:
    """The share of the first records that have the most frequent number of cells, and that number."""
    records = Records(delimiter, quotes=_quotes_belong(lines, delimiter))
    head = [cells for _, cells in islice(records.cut(_without_directive(lines())), _HEAD)]
    if not any(any(cells[1:]) for cells in head):  # it ends lines, it parts nothing
        return 0.0, 0
    widths = Counter(map(len, head))
    if not widths:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda one: (one[1], one[0]))
    torn = 0.8 if len(records.broken) > 0.5 * len(head) else 1.0  # a semicolon of &nbsp; inside quotes parts no cells
    return torn * count / widths.total(), width


def _quotes_belong(lines: Lines, delimiter: str) -> bool:
    """Between tabs a quote is mostly a letter of the text: it belongs to the format only where no record contradicts."""
    if delimiter != "\t":
        return True
    trial = Records(delimiter)
    for _ in islice(trial.cut(lines()), 20_000):
        pass
    return not trial.broken


def _without_directive(lines: Iterator[str]) -> Iterator[str]:
    """Some spreadsheets write `sep=;` above everything; the line stays, as a blank one, so that rows keep their numbers."""
    first = next(lines, None)
    if first is not None:
        yield "" if first.lower().startswith("sep=") and len(first) <= 6 else first
        yield from lines


def _end_alike(lines: Lines) -> bool:
    """Whether a semicolon ends every line, as in some measurements."""
    return all(line.rstrip().endswith(";") for line in islice(lines(), _HEAD) if line.strip())


def _without_ends(lines: Lines) -> Lines:
    return lambda: (line.rstrip().removesuffix(";") for line in lines())


def _delimiter_finding(delimiter: str, name: str) -> tuple[Finding, ...]:
    if delimiter == _USUAL.get(name.lower().rpartition(".")[2], delimiter):
        return ()
    message = f"The cells are parted by {_NAMES.get(delimiter, delimiter)}."
    if delimiter not in _NAMES:
        return (Finding("delimiter", message, fix="Read as such.", mended=True),)
    options = (delimiter, *(one for one in (*_NAMES, "none") if one != delimiter))
    return (Finding("delimiter", message, fix="Read as such.", mended=True, choice="delimiter", options=options),)


def _quote_findings(records: Records) -> Iterator[Finding]:
    if records.broken:
        first, several = records.broken[0], len(records.broken)
        message = f"In {counted(several, 'row')}, the first is row {first}, the quotes do not pair up."
        yield Finding(
            "quotes",
            message,
            row=first,
            fix='Such a row ends with its line. Write a quote inside a cell twice: "".',
            mended=True,
        )
    if records.spanning:
        first, several = records.spanning[0], len(records.spanning)
        message = f"{counted(several, 'record has', 'records have')} line breaks inside quotes, the first begins in row {first}."
        yield Finding("line-breaks", message, row=first, fix="Each is one row.", mended=True)
