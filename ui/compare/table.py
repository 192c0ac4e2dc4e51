"""Figures and differences of several runs, as tables of plain HTML: they read on a phone, aloud, and from the back of a room."""

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType

from lstm_core.comparison.entrants import Entrant, differences
from lstm_core.comparison.verdict import mean_in_words
from lstm_core.config import SETTINGS
from lstm_core.runs.record import Status
from ui import words
from ui.compare.curves import styles
from ui.compare.reach import Reach

_NOTHING = "–"


def figures_of(entrants: Sequence[Entrant], reaches: Mapping[str, Reach] = MappingProxyType({})) -> str:
    """One row a configuration: the score on the test part beside its baseline, loss, time, weights; gradient reach where it is known."""
    heads = ["", _metric_title(entrants), "baseline", "loss", "time of training", "weights", "state"]
    heads += ["gradient reaches back"] if reaches else []
    rows = [
        f"<tr>{_swatch(style)}{''.join(f'<td>{escape(cell)}</td>' for cell in _cells(one, reaches))}</tr>"
        for one, style in zip(entrants, _named_styles(entrants), strict=True)
    ]
    return _table(heads, rows)


def differences_of(entrants: Sequence[Entrant]) -> str:
    """Only the settings in which they differ; nothing where they do not."""
    found = differences([one.config for one in entrants])
    found.pop("seed", None)
    rows = [
        f'<tr><th scope="row">{escape(SETTINGS[name].title)}</th>'
        f"{''.join(f'<td>{escape(str(value))}</td>' for value in values)}</tr>"
        for name, values in found.items()
    ]
    return _table(["setting", *(one.label.split(",")[0] for one in entrants)], rows) if rows else ""


def _cells(one: Entrant, reaches: Mapping[str, Reach]) -> list[str]:
    scores = list(one.scores().values())
    baseline = scores[0].baseline if scores else None
    return [
        mean_in_words(one) or _NOTHING,
        _NOTHING
        if baseline is None
        else f"{baseline:.1%}"
        if scores[0].metric == "accuracy"
        else words.number(baseline),
        _NOTHING if one.loss is None else words.number(one.loss),
        words.duration(one.seconds) if one.seconds else _NOTHING,
        f"{one.parameters:,}" if one.parameters else _NOTHING,
        _state(one),
        *([str(reaches.get(one.label, _NOTHING))] if reaches else []),
    ]


def _state(one: Entrant) -> str:
    done = sum(run.status.ended for run in one.runs)
    if done == len(one.runs):
        bad = sum(run.status == Status.FAILED for run in one.runs)
        return f"{bad} failed" if bad else "done" if done == 1 else f"{done} seeds"
    return f"{done} of {len(one.runs)} seeds" if len(one.runs) > 1 else one.runs[0].status.value


def _metric_title(entrants: Sequence[Entrant]) -> str:
    scores = [found for one in entrants for found in one.scores().values()]
    return "off on average (test)" if scores and scores[0].metric == "mae" else "right on the test part"


def _named_styles(entrants: Sequence[Entrant]) -> list[tuple[str, str]]:
    return [
        (one.label, style["color"]) for one, style in zip(entrants, styles([one.cell for one in entrants]), strict=True)
    ]


def _swatch(style: tuple[str, str]) -> str:
    label, color = style
    return f'<th scope="row"><span class="swatch" style="background:{color}"></span>{escape(label)}</th>'


def _table(heads: Sequence[str], rows: Sequence[str]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    return (
        '<div class="figures-table" tabindex="0"><table><thead>'
        f"<tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
