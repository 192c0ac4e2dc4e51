"""What is wrong with the labels of texts, one function a fault."""

import re

import numpy as np
import pandas as pd

from lstm_core.data.doctor.finding import Fault, Finding, counted, quoted
from lstm_core.data.doctor.labelled import NOTHING, Found, Names, first_row, without
from lstm_core.data.doctor.limits import MOST_CLASSES
from lstm_core.data.doctor.numbers import looks_numeric, parse

_RARE = 10  # rows of a class below which there is little to learn from
_BETWEEN_LABELS = r"[,;|]"
_STRAY = 2  # rows that a label has at most which is none
_RARE_MARK = 0.05  # share of the rows below which a mark among words is no class
_MANY_NUMBERS = 20  # different numbers that hardly are classes


def missing_label(table: pd.DataFrame, names: Names) -> Found:
    missing, marks = _missing(table["label"])
    if not _may_be_class(marks, table["label"][~missing & ~marks]):
        missing |= marks
    if not missing.any():
        return None
    row = first_row(missing)
    cell = table["label"].loc[row].strip()
    shown = f": {quoted(cell)}" if cell else ""
    message = f"{counted(int(missing.sum()), 'row has', 'rows have')} no label, the first is row {row}{shown}."
    finding = Finding(
        "missing-label", message, row, names["label"], "These rows are left out.", button="Leave them out"
    )
    return Fault(finding, without(table, missing))


def mark_as_label(table: pd.DataFrame, names: Names) -> Found:
    """Many labels such as - or ? among words, after those that are missing are left out: nobody knows whether they are a class."""
    missing, marks = _missing(table["label"])
    if not marks.any() or not table["label"][~missing & ~marks].str.contains(r"\w", regex=True).any():
        return None
    row = first_row(marks)
    cell = quoted(table["label"].loc[row])
    message = f"{counted(int(marks.sum()), 'row has', 'rows have')} a mark as label, the first is row {row}: {cell}."
    fix = "Taken for a class; leave these rows out if the mark says that there is no label."
    finding = Finding("mark-as-label", message, row, names["label"], fix, button="Leave them out")
    return Fault(finding, without(table, marks), by_default=False, done="Left out.")


def _missing(labels: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Which cells say that there is nothing, and which may say so by a mark."""
    plain = labels.str.strip().str.lower()
    marks = plain.isin(NOTHING) & (plain != "") & ~plain.str.contains(r"\w", regex=True)
    return plain.isin(NOTHING) & ~marks, marks


def _may_be_class(marks: pd.Series, others: pd.Series) -> bool:
    """Marks are labels of each other, as + and -, and a mark that is frequent may be a class like any other."""
    return bool(marks.mean() >= _RARE_MARK or not others.str.contains(r"\w", regex=True).all() or others.empty)


def stray_label(table: pd.DataFrame, names: Names) -> Found:
    """Rows whose cells moved by a column: a label stands as the text, or a number where others have words."""
    labels, usual = _usual(table)
    moved = ~labels.isin(usual) & table["text"].str.strip().isin(usual)
    if not any(map(looks_numeric, usual)):
        moved |= labels.isin([label for label in labels.unique() if looks_numeric(label)])
    if len(usual) < 2 or not moved.any():
        return None
    row = first_row(moved)
    message = (
        f"{counted(int(moved.sum()), 'row does', 'rows do')} not fit the columns, the first is row {row}: as the label stands "
        f"{quoted(labels.loc[row])}, where others have {quoted(usual[0])} or {quoted(usual[1])}. "
        "A cell too many or too few moves all after it."
    )
    fix = "Left out; mend the row in the file to keep it."
    finding = Finding("shifted-row", message, row, names["label"], fix, button="Leave them out")
    return Fault(finding, without(table, moved))


def odd_label(table: pd.DataFrame, names: Names) -> Found:
    """Rare labels that are nothing like the others: of cells that moved, or of a rare class."""
    labels, usual = _usual(table)
    odd = labels.isin([label for label in labels.unique() if label not in usual and _is_odd(label, usual)])
    if len(usual) < 2 or not odd.any():
        return None
    row = first_row(odd)
    message = (
        f"{counted(int(odd.sum()), 'row has', 'rows have')} a label unlike the others, the first is row {row}: "
        f"{quoted(labels.loc[row])}, where others have {quoted(usual[0])} or {quoted(usual[1])}."
    )
    fix = "Taken for a class; leave them out if a cell too many or too few moved all after it."
    finding = Finding("odd-label", message, row, names["label"], fix, button="Leave them out")
    return Fault(finding, without(table, odd), by_default=False, done="Left out.")


def _usual(table: pd.DataFrame) -> tuple[pd.Series, list[str]]:
    """The labels, and those of nearly all rows, the most frequent first; none where there are no such."""
    labels = table["label"].str.strip()
    counts = labels.value_counts()
    usual = counts[counts > max(_STRAY, len(table) / 500)]
    few = 2 <= len(usual) <= MOST_CLASSES and usual.sum() >= 0.9 * len(table)
    return labels, list(usual.index) if few else []


def _is_odd(label: str, usual: list[str]) -> bool:
    """Far longer than the others, or words among numbers."""
    words = max((len(other.split()) for other in usual), default=0)
    return len(label.split()) > words + 2 or (
        bool(label) and not looks_numeric(label) and all(map(looks_numeric, usual))
    )


def label_spelling(table: pd.DataFrame, names: Names) -> Found:
    """Labels that differ by case or blanks alone."""
    counts = table["label"].value_counts()
    folded = pd.Series({label: re.sub(r"\s+", " ", label).strip().casefold() for label in counts.index}, dtype="str")
    several = folded.value_counts() > 1
    kept = {
        fold: group.index[0].strip() for fold, group in folded.groupby(folded, sort=False)
    }  # the most frequent spelling
    changed = {label: kept[fold] for label, fold in folded.items() if kept[fold] != label and several[fold]}
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


def several_labels(table: pd.DataFrame, names: Names) -> Found:
    """Cells such as 2,5 or ['crude', 'ship'], whose parts are labels themselves."""
    labels = table["label"].str.strip()
    bare = labels.str.replace(r"[\[\]'\"]", "", regex=True)
    several = bare.str.contains(_BETWEEN_LABELS, regex=True)
    if not several.any() or several.all():
        return None
    alone = set(bare[~several])
    parts = {label: re.split(_BETWEEN_LABELS, label) for label in bare[several].unique()}
    told = {label: its[0].strip() for label, its in parts.items() if all(part.strip() in alone for part in its)}
    rows = several & bare.isin(told)
    if rows.sum() < 0.9 * several.sum():
        return None
    row = first_row(rows)
    said = counted(int(rows.sum()), "row has", "rows have")
    message = f"{said} several labels in one cell, the first in row {row}: {quoted(labels.loc[row])}. The model says one class of a text."
    fix = "Each combination is a class of its own; take the first label of each instead."
    finding = Finding("several-labels", message, row, names["label"], fix, button="Take the first")
    first = bare.map(lambda label: told.get(label, label))
    return Fault(finding, lambda: table.assign(label=first), by_default=False, done="The first label of each is taken.")


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
    done = "Parted into low, middle and high."
    return Fault(finding, lambda: table.assign(label=_thirds(values)), by_default=False, done=done)


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
    done = "The rows of the 20 most frequent ones are kept."
    return Fault(finding, lambda: table[table["label"].isin(frequent)], by_default=False, done=done)


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
    mended = without(table, rows) if len(counts) - len(rare) > 1 else None
    return Fault(finding, mended, by_default=False, done="Left out.")


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
