"""What is wrong with texts, one function a fault; and in which order all faults of labelled texts are looked for."""

import re

import numpy as np
import pandas as pd

from lstm_core.data.doctor.finding import Fault, Finding, counted, quoted
from lstm_core.data.doctor.label_faults import (
    label_spelling,
    mark_as_label,
    missing_label,
    number_labels,
    odd_label,
    one_class,
    rare_class,
    several_labels,
    stray_label,
    too_many_classes,
    unbalanced,
)
from lstm_core.data.doctor.labelled import NOTHING, Found, Names, TextFault, first_row, without
from lstm_core.data.doctor.limits import MOST_ROWS

_FEW_ROWS = 20
_PLENTY = 50_000
_LONG = 20_000  # characters
_MANY_TIMES = 50  # the median
_MOJIBAKE = (
    "Ã[\u0080-\u00bf\u0152-\u0178\u2018-\u201e\u20ac]|â€[\u0090-\u00bf\u0153\u2122\u02dc\u201c\u00a6]|Â[\u00a0-\u00bf]"
)


def empty_text(table: pd.DataFrame, names: Names) -> Found:
    """No letter and no digit in it."""
    plain = table["text"].str.strip().str.lower()
    empty = plain.isin(NOTHING) | ~plain.str.contains(r"\w", regex=True)
    if not empty.any():
        return None
    message = f"{counted(int(empty.sum()), 'text is', 'texts are')} empty, the first in row {first_row(empty)}."
    finding = Finding(
        "empty-text", message, first_row(empty), names["text"], "These rows are left out.", button="Leave them out"
    )
    return Fault(finding, without(table, empty))


def short_text(table: pd.DataFrame, names: Names) -> Found:
    """Far shorter than the others."""
    words = table["text"].str.count(r"\w+")
    if not len(words) or words.median() < 6:
        return None
    short = words <= 2
    if not short.any():
        return None
    row = first_row(short)
    message = (
        f"{counted(int(short.sum()), 'text has', 'texts have')} one or two words, "
        f"the first in row {row}: {quoted(table['text'].loc[row])}."
    )
    finding = Finding(
        "short-text", message, row, names["text"], "Leave them out if they say nothing.", button="Leave them out"
    )
    return Fault(finding, without(table, short), by_default=False, done="Left out.")


def long_text(table: pd.DataFrame, names: Names) -> Found:
    """So much longer than the others that it may be several rows run together, by a quote that was never closed."""
    lengths = table["text"].str.len()
    long = lengths > max(_LONG, _MANY_TIMES * lengths.median()) if len(lengths) else lengths > 0
    if not long.any():
        return None
    row = first_row(long)
    message = (
        f"{counted(int(long.sum()), 'text is', 'texts are')} far longer than all others, the first in row {row}: "
        f"{int(lengths.loc[row]):,} characters, where half of the texts have no more than {lengths.median():,.0f}."
    )
    fix = "Look whether a quote was never closed there; only the words the model reads count."
    finding = Finding("long-text", message, row, names["text"], fix, button="Leave them out")
    return Fault(finding, without(table, long), by_default=False, done="Left out.")


def doubly_encoded(table: pd.DataFrame, names: Names) -> Found:
    """UTF-8 that was once read as cp1252 and saved again."""
    broken = table["text"].str.contains(_MOJIBAKE, regex=True)
    if not broken.any():
        return None

    def mended() -> pd.DataFrame:
        return table.assign(text=table["text"].where(~broken, table["text"][broken].map(_encoded_once)))

    row = first_row(broken)
    message = (
        f"{counted(int(broken.sum()), 'text has', 'texts have')} characters that were "
        f"encoded twice, such as Ã© for é, the first in row {row}."
    )
    finding = Finding(
        "encoded-twice",
        message,
        row,
        names["text"],
        "Read the way they were meant, where that can be told.",
        button="Mend the characters",
    )
    return Fault(finding, mended)


def _encoded_once(text: str) -> str:
    """Piece by piece: what cannot be taken back stays as it is."""
    return re.sub(_MOJIBAKE + "|Ã.|â..", lambda found: _taken_back(found[0]), text)


def _taken_back(piece: str) -> str:
    try:
        return piece.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return piece


def contradicting_labels(table: pd.DataFrame, names: Names) -> Found:
    """The same text with two labels."""
    pairs = table.drop_duplicates(["text", "label"])
    twice = pairs["text"].duplicated(keep=False)
    if not twice.any():
        return None
    texts = pairs["text"][twice]
    rows = table["text"].isin(texts.unique())
    row, other = _contradiction(pairs[twice])
    message = (
        f"{counted(texts.nunique(), 'text has', 'texts have')} more than one label, the first in row {row}: "
        f"{quoted(table['text'].loc[row])} is {quoted(table['label'].loc[row])} there "
        f"and {quoted(table['label'].loc[other])} in row {other}."
    )
    finding = Finding(
        "two-labels",
        message,
        row,
        names["label"],
        "Nobody can get them all right; leave them out.",
        button="Leave them out",
    )
    return Fault(finding, without(table, rows), by_default=False, done="Left out.")


def _contradiction(pairs: pd.DataFrame) -> tuple[int, int]:
    same = pairs.index[(pairs["text"] == pairs["text"].iloc[0]).to_numpy()]
    return int(same[0]), int(same[1])


def duplicate_rows(table: pd.DataFrame, names: Names) -> Found:
    again = table.duplicated(["text", "label"])
    if not again.any():
        return None
    row = first_row(again)
    message = (
        f"{counted(int(again.sum()), 'row says', 'rows say')} the same as one before, "
        f"the first is row {row}: {quoted(table['text'].loc[row])}."
    )
    fix = "The same text always stays in one part of the split. Keep only the first if they are there by mistake."
    finding = Finding("duplicate-rows", message, row, names["text"], fix, button="Keep only the first")
    return Fault(finding, without(table, again), by_default=False, done="Only the first of each is kept.")


def both_sides(table: pd.DataFrame, names: Names) -> Found:
    """The same text in the training part and in the test part that the file gives."""
    if "part" not in table:
        return None
    in_test = table["part"] == "test"
    leaked = ~in_test & table["text"].isin(table["text"][in_test].unique())
    if not leaked.any():
        return None
    message = (
        f"{counted(int(leaked.sum()), 'training row has', 'training rows have')} a "
        f"text of the test part, the first is row {first_row(leaked)}."
    )
    finding = Finding(
        "both-sides",
        message,
        first_row(leaked),
        names["text"],
        "They are left out of the training part.",
        button="Leave them out",
    )
    return Fault(finding, without(table, leaked))


def few_rows(table: pd.DataFrame, names: Names) -> Found:
    if len(table) >= _FEW_ROWS:
        return None
    message = f"{counted(len(table), 'row is', 'rows are')} left; that is too few to train on, to choose by and to be tested with."
    return Fault(
        Finding(
            "too-few-rows",
            message,
            None,
            names["text"],
            f"Bring at least {_FEW_ROWS} rows, better some hundred.",
            stops=True,
        )
    )


def many_rows(table: pd.DataFrame, names: Names) -> Found:
    if len(table) <= _PLENTY:
        return None
    if len(table) > MOST_ROWS:
        message = f"There are {len(table):,} rows, the most is {MOST_ROWS:,}."
        finding = Finding(
            "more-rows-than-needed", message, fix=f"{MOST_ROWS:,} of them, drawn by chance, are used.", mended=True
        )
        kept = np.sort(np.random.default_rng(0).permutation(len(table))[:MOST_ROWS])
        return Fault(finding, lambda: table.iloc[kept]).always()
    message = f"There are {len(table):,} rows; a first training needs some ten thousand."
    return Fault(
        Finding(
            "more-rows-than-needed",
            message,
            None,
            None,
            "The setting Examples says how many are used; more train longer and better.",
        )
    )


FAULTS: tuple[TextFault, ...] = (
    empty_text,
    doubly_encoded,
    missing_label,
    mark_as_label,
    label_spelling,
    several_labels,
    stray_label,
    odd_label,
    many_rows,
    number_labels,
    too_many_classes,
    contradicting_labels,
    duplicate_rows,
    both_sides,
    short_text,
    long_text,
    rare_class,
    one_class,
    few_rows,
    unbalanced,
)
