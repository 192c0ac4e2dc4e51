"""A table with roles into a series, with all that is wrong with it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from lstm_core.data.doctor.choices import Choices, DayOrMonth, Role
from lstm_core.data.doctor.finding import Finding, counted, quoted
from lstm_core.data.doctor.names import VALUE, is_called
from lstm_core.data.doctor.number_faults import numbers_of
from lstm_core.data.doctor.numbers import parse
from lstm_core.data.doctor.roles import Roles
from lstm_core.data.doctor.series_faults import BEFORE_STEP, FAULTS, FAULTS_OF_ANY, TIME, values_of
from lstm_core.data.doctor.settle import settle
from lstm_core.data.doctor.step import brought_together, season_of, step_of
from lstm_core.data.doctor.time_columns import CALLED_TIME
from lstm_core.data.doctor.time_faults import with_times
from lstm_core.data.doctor.writing import Writing

_MOST_OFFERED = 200  # series of one file to choose from
_BETWEEN = " · "  # the names of a series that two columns tell apart


def examine(
    frame: pd.DataFrame,
    roles: Roles,
    choices: Choices,
    *,
    semicolons: bool = False,
    to_learn: bool = True,
) -> tuple[pd.DataFrame | None, dict[str, Any], list[Finding]]:
    """The canonical table, None where there is none; what is known of it; the findings.

    frame: text cells, indexed by row. to_learn: whether it must be enough to train on; else any values will do.
    """
    findings: list[Finding] = []
    target = roles.column("value")
    if target is None:
        return None, {}, [_no_values(frame)]
    frame, series = _one_series(frame, roles, choices, findings, to_learn=to_learn)
    columns = [target, *roles.columns("input")]
    table, writings = numbers_of(frame, columns, choices.mends, findings, semicolons=semicolons, known=choices.written)
    first: DayOrMonth = ""
    times = roles.columns("time")
    if times:
        swap = choices.mends.get("ambiguous-times", False)
        table, first = with_times(table, frame, times, findings, swap=swap, first=choices.first)
    elif len(frame):
        findings.append(
            Finding("no-times", "There is no column of times.", fix="Each row is taken for one step, the oldest first.")
        )
    if roles.rivals:
        message = f"{target} is taken as the value to forecast; {', '.join(roles.rivals[:4])} might be it as well."
        findings.append(
            Finding("which-value", message, column=target, fix="Choose another column where this is not the one.")
        )
    if times and is_called(times[0], VALUE) and is_called(target, CALLED_TIME):
        message = (
            f"The names of time and value are swapped: the times are in column {times[0]}, the values in {target}."
        )
        fix = "Taken by what the cells hold, not by the names."
        findings.append(Finding("swapped-names", message, column=times[0], fix=fix, mended=True))
    names = {TIME: times[0] if times else ""}
    table, said = settle(table, BEFORE_STEP, names, choices.mends)
    if (
        choices.every
        and TIME in table
        and not table[TIME].duplicated().any()
        and table[TIME].is_monotonic_increasing
        and len(table)
    ):
        table = _resampled(table, choices)
    table, more = settle(table, FAULTS if to_learn else FAULTS_OF_ANY, names, choices.mends)
    findings += [*said, *more]
    if any(finding.stops for finding in findings):
        return None, {}, findings
    table, facts = _with_facts(table, names)
    taken = _taken(roles, choices, series) | _read_so(writings, first)
    return table, {**facts, **({"taken": taken} if taken else {})}, findings


def _taken(roles: Roles, choices: Choices, series: str) -> dict[str, Any]:
    """The choices with which the continuation of this series is found in another file; those that say nothing are left out."""
    groups: dict[str, Role] = dict.fromkeys(roles.columns("group"), "group") if series else {}
    others = {column: role for column, role in choices.roles.items() if role in ("time", "ignore")}
    step = {"every": choices.every, "together": choices.together} if choices.every else {}
    said = {"series": series, "roles": {**others, **groups}, "mends": choices.mends}
    return {name: value for name, value in said.items() if value} | step


def _read_so(writings: Sequence[Writing], first: DayOrMonth) -> dict[str, Any]:
    """How its cells were read, which those of another file might not show: of each column of values, and of the dates."""
    said = [writing.model_dump(exclude_defaults=True) for writing in writings]
    return {**({"written": said} if any(said) else {}), **({"first": first} if first else {})}


def _no_values(frame: pd.DataFrame) -> Finding:
    columns, last = ", ".join(map(str, frame.columns[:12])), str(frame.columns[-1])
    place = int(np.argmax(parse(frame[last]).wrong))
    row, cell = int(frame.index[place]), quoted(frame[last].iloc[place])
    return Finding(
        "no-value",
        f"No column holds numbers to forecast. The columns are {columns}. In column {last}, row {row}, stands {cell}.",
        row,
        last,
        fix="Choose the column of the values (on the shell: --role value=COLUMN).",
        stops=True,
    )


def _one_series(
    frame: pd.DataFrame, roles: Roles, choices: Choices, findings: list[Finding], *, to_learn: bool
) -> tuple[pd.DataFrame, str]:
    """The rows of one series and its name, where the file holds several. to_learn: it must be the one that is chosen, if one is."""
    groups = roles.columns("group")
    if not groups:
        return frame, ""
    names = frame[groups[0]].str.strip()
    for other in groups[1:]:
        names = names + _BETWEEN + frame[other].str.strip()
    counts = names.value_counts()
    chosen = choices.series if choices.series in counts.index else str(counts.index[0])
    if to_learn and choices.series not in ("", chosen):
        findings.append(_no_such_series(choices.series, groups[0], [str(one) for one in counts.index[:_MOST_OFFERED]]))
    elif len(counts) > 1:
        which = f"Column {groups[0]} holds" if len(groups) == 1 else f"Columns {' and '.join(groups)} together hold"
        message = (
            f"{which} {len(counts):,} series; {quoted(chosen)} with {counted(int(counts[chosen]), 'row')} is taken."
        )
        findings.append(
            Finding(
                "several-series",
                message,
                column=groups[0],
                fix="Choose another one where this is not the one (on the shell: --series NAME).",
                choice="series",
                options=(chosen, *(str(one) for one in counts.index[:_MOST_OFFERED] if one != chosen)),
            )
        )
    return frame[(names == chosen).to_numpy()], chosen


def _no_such_series(wanted: str, column: str, known: list[str]) -> Finding:
    some = ", ".join(map(quoted, known[:5])) + ", …" * (len(known) > 5)
    message = f"No series in column {column} is called {quoted(wanted)}; there are {some}."
    fix = "Choose one of them (on the shell: --series NAME)."
    options = (wanted, *known)
    return Finding("no-such-series", message, column=column, fix=fix, stops=True, choice="series", options=options)


def _resampled(table: pd.DataFrame, choices: Choices) -> pd.DataFrame:
    """The new rows carry the row of the file they begin with."""
    together = brought_together(table.set_index(TIME)[values_of(table)], choices.every, choices.together)
    places = np.clip(np.searchsorted(table[TIME].to_numpy(), together.index.to_numpy()), 0, len(table) - 1)
    return together.reset_index().set_index(table.index[places])[[TIME, *values_of(table)]]


def _with_facts(table: pd.DataFrame, names: dict[str, str]) -> tuple[pd.DataFrame, dict[str, Any]]:
    values = values_of(table)
    times = pd.DatetimeIndex(table[TIME]) if TIME in table else None
    step = step_of(times) if times is not None and times.is_unique and times.is_monotonic_increasing else None
    target = table[values[0]].to_numpy(np.float64)
    kept = pd.DataFrame({f"value {place}": table[column].to_numpy(np.float64) for place, column in enumerate(values)})
    if times is not None:
        kept.insert(0, TIME, step.name(times) if step else times.strftime("%Y-%m-%d %H:%M:%S"))
    facts = {
        "task": "forecasting",
        "rows": len(kept),
        "columns": {"value": values[0], "input": values[1:], **({"time": names[TIME]} if times is not None else {})},
        "step": step.words if step else "",
        "season": season_of(target, step.season if step else 1),
    }
    return kept, facts
