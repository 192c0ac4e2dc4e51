"""The lines of a text file, and the records in them where quotes may hold line breaks."""

import csv
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lstm_core.data.doctor.limits import MOST_CHARACTERS

_LONGEST_RECORD = 2_000  # lines; a quote that is not closed by then never is
csv.field_size_limit(MOST_CHARACTERS)

Lines = Callable[[], Iterator[str]]  # from the first one on, without their ends


def lines_of(file: Path, encoding: str) -> Lines:
    """Lines end with a line feed; with a carriage return where there is no line feed at all. NULs are left out."""
    with file.open(encoding=encoding, errors="replace", newline="") as stream:
        head = stream.read(1 << 16)
    end = "\r" if "\r" in head and "\n" not in head else "\n"

    def lines() -> Iterator[str]:
        with file.open(encoding=encoding, errors="replace", newline=end) as stream:
            while line := stream.readline(50 * MOST_CHARACTERS):
                yield line.rstrip("\r\n").replace("\x00", "")

    return lines


@dataclass
class Records:
    """Cuts lines into records of cells; a record whose quotes do not pair up is one line long, taken to the letter."""

    delimiter: str
    quotes: bool = True  # whether a quote around a cell belongs to the format
    broken: list[int] = field(default_factory=list)  # lines where quotes do not pair up, the first thousand
    spanning: list[int] = field(default_factory=list)  # lines where a record with a line break in a cell begins

    def cut(self, lines: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
        """The number of each record, blank ones counted but left out, and its cells. What is noted is of the last time."""
        self.broken, self.spanning = [], []
        waiting: deque[str] = deque()
        number = 0
        while True:
            line = waiting.popleft() if waiting else next(lines, None)
            if line is None:
                return
            number += 1
            if not self.quotes or '"' not in line:
                if line.strip():
                    yield number, self._plain(line)
                continue
            yield number, self._quoted(line, waiting, lines, number)

    def _plain(self, line: str) -> list[str]:
        return line.split() if self.delimiter == " " else line.split(self.delimiter)  # any number of blanks is one

    def _quoted(self, line: str, waiting: deque[str], lines: Iterator[str], number: int) -> list[str]:
        cells = self._sound(line) if line.count('"') % 2 == 0 else None
        if cells is None and self._opens(line):
            cells = self._over_lines(line, waiting, lines, number)
        if cells is None:
            if self._opens(line) and len(self.broken) < 1_000:
                self.broken.append(number)
            cells = self._to_the_letter(line)
        return cells

    def _opens(self, line: str) -> bool:
        return line.lstrip().startswith('"') or f'{self.delimiter}"' in line or f'{self.delimiter} "' in line

    def _over_lines(self, line: str, waiting: deque[str], lines: Iterator[str], number: int) -> list[str] | None:
        """The record that begins here and ends in a later line; None where there is none, and the lines wait again."""
        taken: list[str] = []
        size, odd = len(line), line.count('"') % 2 == 1
        while odd and len(taken) < _LONGEST_RECORD and size < MOST_CHARACTERS:
            following = waiting.popleft() if waiting else next(lines, None)
            if following is None:
                break
            taken.append(following)
            size += len(following)
            odd ^= following.count('"') % 2 == 1
        cells = None if odd or not taken else self._sound("\n".join([line, *taken]))
        if cells is None:
            waiting.extendleft(reversed(taken))
        else:
            self.spanning.append(number)
        return cells

    def _sound(self, record: str) -> list[str] | None:
        """The cells of one record whose quotes pair up, else None; also with a backslash before quotes inside a cell."""
        ways = ({}, {"escapechar": "\\", "doublequote": False}) if '\\"' in record else ({},)
        for way in ways:
            try:
                found = list(csv.reader([record], delimiter=self.delimiter, strict=True, skipinitialspace=True, **way))  # type: ignore[arg-type]
            except csv.Error:
                continue
            if len(found) == 1:
                return found[0]
        return None

    def _to_the_letter(self, line: str) -> list[str]:
        """Every delimiter parts cells, quotes around a whole cell are taken off."""
        cells = self._plain(line)
        return [
            cell.strip()[1:-1] if len(cell.strip()) > 1 and cell.strip()[0] == cell.strip()[-1] == '"' else cell
            for cell in cells
        ]
