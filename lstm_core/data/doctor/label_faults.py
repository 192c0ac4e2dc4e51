"""What is wrong with the labels of texts, one function a fault."""

import re

import numpy as np
import pandas as pd

from lstm_core.data.doctor.finding import Fault, Finding, counted, quoted
from lstm_core.data.doctor.labelled import NOTHING, Found, Names, first_row, without
from lstm_core.data.doctor.limits import MOST_CLASSES
from lstm_core.data.doctor.numbers import parse

_RARE = 10  # rows of a class below which there is little to learn from
_MANY_NUMBERS = 20  # different numbers that hardly are classes


def missing_label(table: pd.DataFrame, names: Names) -> Found:
    missing = table["label"].str.strip().str.lower().isin(NOTHING)
    if not missing.any():
        return None
    message = f"{counted(int(missing.sum()), 'row has', 'rows have')} no label, the first is row {first_row(missing)}."
    finding = Finding(
        "missing-label",
        message,
        first_row(missing),
        names["label"],
        "These rows are left out.",
        button="Leave them out",
    )
    return Fault(finding, without(table, missing))


def label_spelling(table: pd.DataFrame, names: Names) -> Found:
    """Labels that differ by case or blanks alone."""
    counts = table["label"].value_counts()
    folded = pd.Series({label: re.sub(r"\s+", " ", label).strip().casefold() for label in counts.index}, dtype="str")
    kept = {
        fold: group.index[0].strip() for fold, group in folded.groupby(folded, sort=False)
    }  # the most frequent spelling
    changed = {label: kept[fold] for label, fold in folded.items() if kept[fold] != label}
    if not changed:
        return None
    rows = table["label"].isin(changed.keys())
    row = first_row(rows)
    wrong = str(table["label"].loc[row])
    message = (
        f"{counted(len(changed), 'label differs', 'labels differ')} from another by case or "
        f"blanks: {_shown(wrong)} in row {row} and {_shown(changed[wrong])}."
    )
    finding = Finding(
        "label-spelling",
        message,
        row,
        names["label"],
        "Taken for one label, spelled as it mostly is.",
        button="Take them for one",
    )
    return Fault(finding, lambda: table.assign(label=table["label"].replace(changed)))


def _shown(label: str) -> str:
    """With its blanks, which are the point."""
    return f"“{label[:60]}”"


def number_labels(table: pd.DataFrame, names: Names) -> Found:
    """A column of numbers taken for labels."""
    distinct = table["label"].nunique()
    if distinct <= _MANY_NUMBERS or not _are_numbers(table["label"]):
        return None
    values = parse(table["label"]).values
    message = (
        f"Column {names['label']} holds {distinct:,} different numbers, such as "
        f"{quoted(table['label'].iloc[0])}: rather values than classes."
    )
    fix = "Choose another column as label, or part the numbers into low, middle and high."
    row = int(table.index[0])
    finding = Finding(
        "too-many-classes",
        message,
        row,
        names["label"],
        fix,
        stops=distinct > MOST_CLASSES,
        button="Part into low, middle, high",
    )
    return Fault(finding, lambda: table.assign(label=_thirds(values)), by_default=False)


def _are_numbers(labels: pd.Series) -> bool:
    return bool(np.isnan(parse(labels).values).mean() < 0.05)


def _thirds(values: np.ndarray) -> np.ndarray:
    low, high = np.nanquantile(values, [1 / 3, 2 / 3])
    return np.where(np.isnan(values), "", np.where(values <= low, "low", np.where(values <= high, "middle", "high")))


def too_many_classes(table: pd.DataFrame, names: Names) -> Found:
    counts = table["label"].value_counts()
    if len(counts) <= MOST_CLASSES or _are_numbers(table["label"]):
        return None
    frequent = counts.index[:20]
    message = f"Column {names['label']} holds {len(counts):,} different labels, the most is {MOST_CLASSES}."
    fix = "Choose another column as label, or keep the rows of the 20 most frequent ones."
    finding = Finding(
        "too-many-classes",
        message,
        int(table.index[0]),
        names["label"],
        fix,
        stops=True,
        button="Keep the 20 most frequent",
    )
    return Fault(finding, lambda: table[table["label"].isin(frequent)], by_default=False)


def one_class(table: pd.DataFrame, names: Names) -> Found:
    found = table["label"].unique()
    if len(found) > 1:
        return None
    which = (
        f"All {len(table):,} rows have the label {quoted(found[0])}" if len(found) else "No row with a label is left"
    )
    message = f"{which}: there is nothing to tell apart."
    return Fault(
        Finding(
            "one-class",
            message,
            None,
            names["label"],
            "Bring texts of at least two classes, or choose another column as label.",
            stops=True,
        )
    )


def rare_class(table: pd.DataFrame, names: Names) -> Found:
    counts = table["label"].value_counts()
    rare = counts[counts < _RARE]
    if not len(rare) or not 2 <= len(counts) <= MOST_CLASSES or len(table) < 5 * _RARE:
        return None
    rows = table["label"].isin(rare.index)
    shown = ", ".join(f"{quoted(label)} ({counted(int(count), 'row')})" for label, count in rare.head(5).items())
    message = f"{counted(len(rare), 'class has', 'classes have')} fewer than {_RARE} rows: {shown}; the first is row {first_row(rows)}."
    finding = Finding(
        "rare-class",
        message,
        first_row(rows),
        names["label"],
        "So few can hardly be learned or judged; leave them out or bring more.",
        button="Leave them out",
    )
    return Fault(finding, without(table, rows) if len(counts) - len(rare) > 1 else None, by_default=False)


def unbalanced(table: pd.DataFrame, names: Names) -> Found:
    shares = table["label"].value_counts(normalize=True)
    if len(shares) < 2 or shares.iloc[0] < 0.85:
        return None
    message = (
        f"{shares.iloc[0]:.0%} of the rows are {quoted(shares.index[0])}: whoever always says so is right as often."
    )
    return Fault(
        Finding("unbalanced", message, None, names["label"], "Look at precision and recall, not at accuracy alone.")
    )
