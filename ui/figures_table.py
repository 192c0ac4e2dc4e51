"""Their figures and ours, side by side, as tables of plain HTML: they read on a phone and aloud."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from lstm_core.labs import EpochFigures, Lab, Record

MEASURES = {
    "training_loss": "training loss",
    "training_metric": "training accuracy",
    "validation_loss": "validation loss",
    "validation_metric": "validation accuracy",
}
_ENDS = {"accuracy": "right answers (accuracy)", "loss": "loss", "f1": "F1", "confusion_matrix": "confusion matrix"}
_NOTHING = "–"


@dataclass(frozen=True)
class Yours:
    """One's own run as far as a table needs it."""

    epochs: Mapping[int, Any]  # epoch -> its figures, named as in EpochFigures
    metrics: Mapping[str, Any]
    seconds_per_epoch: float | None


def tables(lab: Lab, yours: Yours | None) -> str:
    """By epoch and at the end; beside each other where there is room."""
    return f'<div class="figures-tables">{epochs_table(lab, yours)}{end_table(lab, yours)}</div>'


def epochs_table(lab: Lab, yours: Yours | None) -> str:
    """Every epoch they wrote down."""
    records = _side_by_side(lab)
    columns = {name: having for name in MEASURES if (having := [record for record in records if _has(record, name)])}
    rows = [_epoch_row(row.epoch, columns, yours) for row in records[0].epochs]
    names = {name: _names(having, yours) for name, having in columns.items()}
    if all(len(one) == 1 for one in names.values()):  # nothing to lay side by side
        return _table([], ["epoch", *(MEASURES[name] for name in columns)], rows)
    groups = [("", 1), *((MEASURES[name], len(one)) for name, one in names.items())]
    return _table(groups, ["epoch", *(head for one in names.values() for head in one)], rows)


def end_table(lab: Lab, yours: Yours | None) -> str:
    """The figures on the test part, and how long it took. Empty where they gave none."""
    theirs = lab.theirs[0]
    own = yours.metrics if yours else {}
    rows = [
        [title, _shown(theirs.end[name], name), _shown(own.get(name), name)]
        for name, title in _ENDS.items()
        if name in theirs.end
    ]
    if "accuracy" not in theirs.end and (best := _best(theirs.epochs)):
        rows.insert(0, ["best validation accuracy", best, _best((yours.epochs if yours else {}).values())])
    if theirs.seconds_per_epoch:
        fastest, slowest = theirs.seconds_per_epoch
        own_seconds = _seconds(yours.seconds_per_epoch) if yours and yours.seconds_per_epoch else _NOTHING
        rows.append(["time of an epoch", f"{fastest:.0f} to {slowest:.0f} s", own_seconds])
    if not yours:
        rows = [row[:2] for row in rows]
    return _table([], ["in the end", "theirs", "yours"][: 3 if yours else 2], rows)


def other_record(lab: Lab) -> str:
    """In words: a further run of theirs at other epochs, which the table has no place for."""
    said = [_in_words(record) for record in lab.theirs if record not in _side_by_side(lab)]
    return " ".join(said)


def _in_words(record: Record) -> str:
    figures = [
        f"{title} {_shown(value, name)} after epoch {row.epoch}"
        for row in record.epochs
        for name, title in MEASURES.items()
        if (value := getattr(row, name)) is not None
    ]
    return f"{record.title}: {', '.join(figures)}."


def _side_by_side(lab: Lab) -> list[Record]:
    """The first record, and those of the same epochs."""
    first, *others = lab.theirs
    known = {row.epoch for row in first.epochs}
    return [first, *(record for record in others if {row.epoch for row in record.epochs} <= known)]


def _has(record: Record, name: str) -> bool:
    return any(getattr(row, name) is not None for row in record.epochs)


def _names(records: Sequence[Record], yours: Yours | None) -> list[str]:
    theirs = ["theirs", "their second run", "their third run"][: len(records)]
    return [*theirs, *(["yours"] if yours else [])]


def _epoch_row(epoch: int, columns: Mapping[str, Sequence[Record]], yours: Yours | None) -> list[str]:
    cells = [str(epoch)]
    for name, records in columns.items():
        cells += [_shown(_at(record.epochs, epoch, name), name) for record in records]
        if yours:
            own = yours.epochs.get(epoch)
            cells.append(_shown(getattr(own, name) if own else None, name))
    return cells


def _at(rows: Iterable[EpochFigures], epoch: int, name: str) -> float | None:
    return next((getattr(row, name) for row in rows if row.epoch == epoch), None)


def _best(epochs: Iterable[Any]) -> str:
    measured = [(one.validation_metric, -one.epoch) for one in epochs if one.validation_metric is not None]
    if not measured or len(measured) < 2:
        return ""
    best, epoch = max(measured)
    return f"{best:.2%} (epoch {-epoch})"


def _shown(value: Any, name: str) -> str:
    if value is None:
        return _NOTHING
    if name == "confusion_matrix":
        return " / ".join(" ".join(f"{count:,}" for count in row) for row in value)
    if name == "f1":
        return f"{value:.4f}"
    return f"{value:.2%}" if name.endswith(("accuracy", "metric")) else f"{value:.4f}"


def _seconds(value: float) -> str:
    return f"{value:.1f} s" if value < 10 else f"{value:.0f} s"


def _table(groups: Sequence[tuple[str, int]], heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """groups: what stands above how many of the heads."""
    if not rows:
        return ""
    above = "".join(f'<th colspan="{width}" scope="colgroup">{escape(title)}</th>' for title, width in groups)
    head = "".join(f'<th scope="col"{_mark(name)}>{escape(name)}</th>' for name in heads)
    body = "".join(f"<tr>{_cells(row, heads)}</tr>" for row in rows)
    return (
        '<div class="figures-table" tabindex="0"><table><thead>'
        f"{f'<tr>{above}</tr>' if groups else ''}<tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(row: Sequence[str], heads: Sequence[str]) -> str:
    first = f'<th scope="row">{escape(row[0])}</th>'
    return first + "".join(
        f"<td{_mark(head)}>{escape(cell)}</td>" for cell, head in zip(row[1:], heads[1:], strict=True)
    )


def _mark(head: str) -> str:
    return ' class="yours"' if head == "yours" else ""
