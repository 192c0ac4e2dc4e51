"""A table with roles into labelled texts, with all that is wrong with it."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from lstm_core.data.doctor.choices import Choices
from lstm_core.data.doctor.finding import Finding
from lstm_core.data.doctor.roles import Roles
from lstm_core.data.doctor.settle import settle
from lstm_core.data.doctor.text_faults import FAULTS
from lstm_core.text.words import split_words

_PARTS = {"train": "train", "training": "train", "test": "test", "testing": "test"}
_COLUMNS = ("text", "label", "group", "part")


def examine(
    frame: pd.DataFrame, roles: Roles, choices: Choices
) -> tuple[pd.DataFrame | None, dict[str, Any], list[Finding]]:
    """The canonical table, None where there is none; what is known of it; the findings. frame: text cells, indexed by row."""
    names = {role: column for role in _COLUMNS if (column := roles.column(role))}  # type: ignore[arg-type]
    if "text" not in names or "label" not in names:
        return None, {}, [_missing_role("label" if "text" in names else "text", frame)]
    table = pd.DataFrame({role: frame[column] for role, column in names.items()})
    if "part" in table:
        table["part"] = _parts(table["part"])
    table, findings = settle(table, FAULTS, names, choices.mends)
    findings = [*_role_findings(roles, names), *findings]
    if any(finding.stops for finding in findings):
        return None, {}, findings
    table["label"] = table["label"].str.strip()
    if "part" in table:
        table = table.sort_values("part", key=lambda part: part == "test", kind="stable")
    return table, _facts(table, names), findings


def _missing_role(role: str, frame: pd.DataFrame) -> Finding:
    columns = ", ".join(map(str, frame.columns[:12]))
    message = (
        f"No column holds {'labels' if role == 'label' else 'texts'}: something "
        f"that is the same in many rows. The columns are {columns}."
    )
    if role == "text":
        message = f"No column holds texts. The columns are {columns}."
    return Finding(
        f"no-{role}",
        message,
        fix=f"Choose the column of the {role}s (on the shell: --role {role}=COLUMN), or bring a file that has one.",
        stops=True,
    )


def _role_findings(roles: Roles, names: Mapping[str, str]) -> Iterator[Finding]:
    for role, others in (("text", roles.other_texts), ("label", roles.rivals)):
        if others:
            message = f"{names[role]} is taken as the {role}; {', '.join(others[:4])} might be it as well."
            fix = "Choose another column where this is not the one."
            yield Finding(f"which-{role}", message, column=names[role], fix=fix)
    text, label = roles.profiles[names["text"]], roles.profiles[names["label"]]
    if text.distinct < label.distinct and text.words < label.words and label.distinct > 20:
        message = (
            f"Text and label look swapped: {names['text']} holds {text.distinct:,} different "
            f"cells, {names['label']} {label.distinct:,}, and longer ones."
        )
        fix = f"Choose {names['label']} as the text and {names['text']} as the label."
        yield Finding("swapped", message, column=names["text"], fix=fix, stops=True, button="Swap them")
    elif _said_otherwise(names["text"], names["label"]):
        message = f"The names of text and label are swapped: the texts are in column {names['text']}, the labels in {names['label']}."
        fix = "Taken by what the cells hold, not by the names."
        yield Finding("swapped", message, column=names["text"], fix=fix, mended=True)


def _said_otherwise(text: str, label: str) -> bool:
    return text.strip().lower() in ("label", "class", "target", "category", "sentiment") and label.strip().lower() in (
        "text",
        "review",
        "message",
        "comment",
        "sentence",
        "content",
    )


def _parts(cells: pd.Series) -> pd.Series:
    """train or test; what is for validation belongs to the training part where there is a test part."""
    named = cells.str.strip().str.lower().map(lambda part: _PARTS.get(part, "validation")).astype("str")
    if (named == "test").any():
        return named.where(named == "test", "train")
    return named.where(named == "train", "test")


def _facts(table: pd.DataFrame, names: Mapping[str, str]) -> dict[str, Any]:
    lengths, words = word_counts(table["text"])
    labels = table["label"].value_counts()
    return {
        "task": "classification",
        "rows": len(table),
        "columns": dict(names),
        "classes": {str(label): int(count) for label, count in labels.items()},
        "lengths": _histogram(lengths),
        "sequence_length": suggested_length(lengths),
        "cut": int((lengths > suggested_length(lengths)).sum()),
        "longest": int(lengths.max()),
        "words": words,
        "given_test": bool("part" in table and (table["part"] == "test").any()),
    }


def word_counts(texts: pd.Series) -> tuple[np.ndarray, int]:
    """(N,) words the model would read of each text, and how many different ones there are in all."""
    found = pa.array(texts, pa.large_string())
    pieces = found.chunks if isinstance(found, pa.ChunkedArray) else [found]  # large files are read in pieces
    lengths, different = [], []
    for piece in pieces:
        words = split_words(piece)
        lengths.append(np.diff(words.offsets))
        different.append(words.flat.unique())
    return np.concatenate(lengths), len(pa.chunked_array(different).unique())


def suggested_length(lengths: np.ndarray) -> int:
    """Words that leave 95 of 100 texts whole, a round number from 10 to 2,000."""
    whole = int(np.quantile(lengths, 0.95, method="higher"))
    step = 10 if whole < 200 else 50
    return min(2_000, max(10, -(-whole // step) * step))


def _histogram(lengths: np.ndarray) -> dict[str, list[int]]:
    """Edges of at most 40 bins of equal width, and the texts in each; the last holds all longer ones."""
    top = max(10, int(np.quantile(lengths, 0.99)))
    width = -(-top // 40)
    edges = np.arange(0, top + width, width)
    counts = np.bincount(np.minimum(lengths // width, len(edges) - 1), minlength=len(edges))
    return {"edges": edges.tolist(), "counts": counts.tolist()}
