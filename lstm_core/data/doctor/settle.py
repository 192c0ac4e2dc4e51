"""One fault after the other: found, mended where it is to be, and told."""

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from lstm_core.data.doctor.finding import Fault, Finding

AnyFault = Callable[[pd.DataFrame, Mapping[str, str]], Fault[pd.DataFrame] | None]


def settle(
    table: pd.DataFrame, faults: Iterable[AnyFault], names: Mapping[str, str], wishes: Mapping[str, bool]
) -> tuple[pd.DataFrame, list[Finding]]:
    """The table as it is once all that is to be mended is, and what was found. wishes: what a person said, by code."""
    findings = []
    for look in faults:
        fault = look(table, names)
        if fault:
            table, finding = fault.settle(table, wishes.get(fault.finding.code))
            findings.append(finding)
    return table, findings
