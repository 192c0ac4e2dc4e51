"""One text a line, with or without its label in front."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from lstm_core.data.doctor.choices import Choices
from lstm_core.data.doctor.finding import Finding, counted, quoted
from lstm_core.data.doctor.limits import MOST_CLASSES
from lstm_core.data.doctor.lines import Lines
from lstm_core.data.doctor.numbers import looks_numeric
from lstm_core.data.doctor.raw import RawTable, Record, framed
from lstm_core.errors import DataError

_WORDS = {"text", "texts", "review", "comment", "message", "sentence", "tweet", "value", "values"}
_HEAD = 2_000  # lines that decide whether each begins with its label
_FEWEST = 20
_FASTTEXT = "__label__"
LABELS_IN_FRONT = "labels-in-front"  # code of the finding


def read(lines: Lines, findings: Sequence[Finding], choices: Choices) -> RawTable:
    """The column `text`, and `label` where every line begins with its own.

    The first line is a name only where it is such a word, or a word above numbers. Raises DataError for nothing but blanks.
    """
    head = [line for line, _ in zip(lines(), range(50), strict=False) if line.strip()]
    named = choices.header == "yes" or (choices.header != "no" and _has_name(head))
    name = head[0].strip() if named and head else "text"
    if not choices.delimiter and not choices.header and labels_in_front(lines):
        if _of_fasttext(lines) or choices.mends.get(LABELS_IN_FRONT, True):
            return _labelled(lines, findings)
        findings = (*findings, _left_in_front(lines))
    records = ((number, (line,)) for number, line in enumerate(lines(), 1) if line.strip())
    if named:
        next(records, None)
    frame = framed([name], records)
    if frame.empty:
        raise DataError("The file holds no line of text.")
    return RawTable(frame, "plain text", tuple(findings))


def labels_in_front(lines: Lines) -> bool:
    """Whether each line begins with one of few words that stand nowhere else: its label, as fastText and TREC write it."""
    head = [line.split(maxsplit=1) for line in islice(lines(), _HEAD) if line.strip()]
    if len(head) < _FEWEST or any(len(parts) < 2 for parts in head):
        return False
    if _of_fasttext(lines):
        return True
    counts = Counter(first for first, _ in head)
    elsewhere = sum(not counts.keys().isdisjoint(rest.split()) for _, rest in head)
    few = 2 <= len(counts) <= min(MOST_CLASSES, len(head) / 10)
    return few and elsewhere <= 0.02 * len(head)


def _of_fasttext(lines: Lines) -> bool:
    """Such a prefix is no word of any text: nobody needs to be asked."""
    return all(line.lstrip().startswith(_FASTTEXT) for line in islice(lines(), _HEAD) if line.strip())


def _first_word(lines: Lines) -> tuple[int, str]:
    return next((number, line.split()[0]) for number, line in enumerate(lines(), 1) if line.strip())


def _left_in_front(lines: Lines) -> Finding:
    """Words that may be labels, and stay in their texts."""
    row, word = _first_word(lines)
    message = f"Every line begins with one of few words, such as {quoted(word)} in row {row}. They stay in the texts."
    return Finding(LABELS_IN_FRONT, message, row, "text", "They may be labels.", button="Take them as the labels")


def _labelled(lines: Lines, findings: Sequence[Finding]) -> RawTable:
    row, word = _first_word(lines)
    message = f"Every line begins with its label, such as {quoted(word)} in row {row}."
    fix = "The word is the label, the rest the text."
    button = None if _of_fasttext(lines) else "Take them as the labels"
    said = [Finding(LABELS_IN_FRONT, message, row, "label", fix, button=button, mended=True)]
    if several := [number for number, (_, text) in _parted(lines) if text.startswith(_FASTTEXT)]:
        message = (
            f"{counted(len(several), 'line has', 'lines have')} more than one label, the first is row {several[0]}."
        )
        said.append(Finding("several-labels", message, several[0], "label", "The first one is taken.", mended=True))
    records: Iterator[Record] = ((number, (label, _without_labels(text))) for number, (label, text) in _parted(lines))
    return RawTable(framed(["label", "text"], records), "plain text", (*findings, *said))


def _parted(lines: Lines) -> Iterator[tuple[int, tuple[str, str]]]:
    """Row, label and text of each line."""
    for number, line in enumerate(lines(), 1):
        if line.strip():
            label, _, text = line.strip().partition(" ")
            yield number, (label.removeprefix(_FASTTEXT), text.strip())


def _without_labels(text: str) -> str:
    return re.sub(rf"^(?:{_FASTTEXT}\S+\s+)+", "", text)


def _has_name(head: list[str]) -> bool:
    if len(head) < 2:
        return False
    return head[0].strip().lower() in _WORDS or (not looks_numeric(head[0]) and all(map(looks_numeric, head[1:])))
