"""What an examination said, by code; and small files to examine."""

from collections.abc import Callable

from lstm_core.data.doctor.examination import Examination
from lstm_core.data.doctor.finding import Finding

Check = Callable[..., Examination]  # of the fixture `check`


def found(examined: Examination, code: str) -> Finding:
    """The one finding of this code."""
    matching = [finding for finding in examined.findings if finding.code == code]
    assert len(matching) == 1, [(finding.code, finding.message) for finding in examined.findings]
    return matching[0]


def codes(examined: Examination) -> set[str]:
    return {finding.code for finding in examined.findings}


TEXTS = ("a very good film", "the plot was dull", "nothing but praise for it", "i left before the end")


def labelled(rows: int = 40, *extra: str, header: str = "review,sentiment") -> str:
    """A sound CSV file of different texts; `extra` are further lines."""
    lines = [f"{TEXTS[n % 4]} number {n},{('good', 'bad')[n % 2]}" for n in range(rows)]
    return "\n".join([header, *lines, *extra]) + "\n"


def monthly(rows: int = 36) -> list[str]:
    """The lines of a sound series, header first."""
    return ["Month,Sales", *(f"{2000 + n // 12}-{n % 12 + 1:02d},{100 + n * 3 + n % 5}" for n in range(rows))]


def text_at(examined: Examination, place: int) -> str:
    assert examined.table is not None, examined.findings
    return str(examined.table["text"].iloc[place])
