"""One text a line."""

from collections.abc import Sequence

from lstm_core.data.doctor.choices import Choices
from lstm_core.data.doctor.finding import Finding
from lstm_core.data.doctor.lines import Lines
from lstm_core.data.doctor.numbers import looks_numeric
from lstm_core.data.doctor.raw import RawTable, framed
from lstm_core.errors import DataError

_WORDS = {"text", "texts", "review", "comment", "message", "sentence", "tweet", "value", "values"}


def read(lines: Lines, findings: Sequence[Finding], choices: Choices) -> RawTable:
    """The column `text`; the first line is its name only where it is such a word, or a word above numbers.

    Raises DataError for nothing but blanks.
    """
    head = [line for line, _ in zip(lines(), range(50), strict=False) if line.strip()]
    named = choices.header == "yes" or (choices.header != "no" and _has_name(head))
    name = head[0].strip() if named and head else "text"
    records = ((number, (line,)) for number, line in enumerate(lines(), 1) if line.strip())
    if named:
        next(records, None)
    frame = framed([name], records)
    if frame.empty:
        raise DataError("The file holds no line of text.")
    return RawTable(frame, "plain text", tuple(findings))


def _has_name(head: list[str]) -> bool:
    if len(head) < 2:
        return False
    return head[0].strip().lower() in _WORDS or (not looks_numeric(head[0]) and all(map(looks_numeric, head[1:])))
