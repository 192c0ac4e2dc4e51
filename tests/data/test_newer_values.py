"""Newer values of a series are read the way those were that were learned from, also where they do not show it themselves."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.data import own_files
from lstm_core.data.doctor.choices import Choices
from lstm_core.data.series import Series
from lstm_core.errors import DataError

BILLIONS = [f"{1 + n * 7 % 29 / 100:.3f} B" if n % 3 else f"{950 + n % 40}.5 M" for n in range(40)]
MARKS = [f'"{15 + n % 5}.{n * 37 % 900 + 100},0"' for n in range(40)]
HOLES = [-999 if n == 7 else 50 + n % 9 for n in range(40)]


def written(folder: Path, values: Sequence[object], *, column: str = "value", name: str = "own.csv") -> Path:
    (folder / name).write_text("\n".join([f"n,{column}", *(f"{n},{value}" for n, value in enumerate(values))]))
    return folder / name


def learned(folder: Path, values: Sequence[object], choices: object = None) -> Series:
    file = written(folder, values)
    return own_files.series(folder / own_files.keep(file, folder, Choices.parse(choices or {})))


def newer(folder: Path, values: Sequence[object], taken: object, *, column: str = "value") -> list[float]:
    """What a model reads of them; how its series was taken has been on the disk meanwhile."""
    file = written(folder, values, column=column, name="newer.csv")
    kept: dict[str, object] = json.loads(json.dumps(taken))
    found: list[float] = own_files.series_in(file, ["value"], taken=kept).values[:, 0].tolist()
    return found


@pytest.mark.parametrize(
    ("before", "after", "read"),
    [
        (BILLIONS, ["1.2 B", "1.251 B"], [1.2e9, 1.251e9]),
        (BILLIONS, ["1.2 B", "1300000000"], [1.2e9, 1.3e9]),
        ([f"{1 + n % 7}.5 B" for n in range(40)], ["1.2 B", "1.25"], [1.2, 1.25]),
        (MARKS, ["17.404", "18.706"], [17_404, 18_706]),
        (MARKS, ["940.125", "1.021"], [940_125, 1_021]),
        (MARKS, ["17404.5", "18706.25"], [17_404.5, 18_706.25]),
        (MARKS, ["17404", '"0,5"'], [17_404, 0.5]),
        ([f"{15_000 + n % 7}.5" for n in range(40)], ['"17,404"', '"18,706"'], [17_404, 18_706]),
        ([f'"{n % 9 + 1},{n * 37 % 900 + 100}"' for n in range(40)], ['"1,234"', "940"], [1_234, 940]),
        (HOLES, [51, 52, -999, 54, *range(50, 64)], [51, 52, 53, 54, *range(50, 64)]),
    ],
    ids=["magnitude", "none", "unit", "points", "mixed", "proof", "whole", "commas", "thousands", "code"],
)
def test_newer_values_are_on_the_scale_of_those_before(
    tmp_path: Path, before: list[object], after: list[object], read: list[float]
):
    taken = learned(tmp_path, before).taken
    assert newer(tmp_path, after, taken) == pytest.approx(read)
    assert newer(tmp_path, after, taken, column="called otherwise") == pytest.approx(read)


@pytest.mark.parametrize(
    ("before", "choices", "after", "read"),
    [
        (BILLIONS, {"mends": {"magnitudes": False}}, ["1.2 B", "1.3 B"], [1.2, 1.3]),
        (HOLES, {"mends": {"code-for-missing": False}}, [51, -999, *range(50, 70)], [51, -999, *range(50, 70)]),
        ([-99 if n == 9 else n * 13 % 90 - 80 for n in range(40)], {}, [2, -99, *range(24)], [2, -99, *range(24)]),
        ([7_000 if n == 9 else n % 9 for n in range(40)], {"mends": {"far-away": True}}, [3, 7_000, 5], [3, 4, 5]),
        (
            [f'"{n % 9 + 1},{n * 37 % 900 + 100}"' for n in range(40)],
            {"mends": {"ambiguous-numbers": True}},
            ['"1,234"', '"2,345"'],
            [1.234, 2.345],
        ),
    ],
    ids=["taken off", "left", "a value by itself", "far away", "fractions"],
)
def test_what_a_person_chose_holds_for_newer_values(
    tmp_path: Path, before: list[object], choices: object, after: list[object], read: list[float]
):
    assert newer(tmp_path, after, learned(tmp_path, before, choices).taken) == pytest.approx(read)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (MARKS, ["17.404", "18706.25"], "Row 3 of value, “18706.25”, .* a comma before the fraction"),
        ([f"{n % 7}.5" for n in range(40)], ["17.5", '"18,25"'], "Row 3 of value, “18,25”, .* a point before the"),
        ([f"{n % 7} kWh" for n in range(40)], ["3 kWh", "0.004 MWh"], "Row 3 of value, “0.004 MWh”, .* kWh behind"),
        ([f"{n % 7}.5 B" for n in range(40)], ["950 M", "1.2 B"], "Row 2 of value, “950 M”, .* B behind"),
        (BILLIONS, ["1.2 B", "1.2 Tn"], "Row 3 of value, “1.2 Tn”, .* magnitudes such as M"),
    ],
    ids=["point", "comma", "unit", "magnitude", "other"],
)
def test_a_newer_cell_that_contradicts_is_a_sentence(
    tmp_path: Path, before: list[object], after: list[object], says: str
):
    with pytest.raises(DataError, match=says):
        newer(tmp_path, after, learned(tmp_path, before).taken)


def of_days(folder: Path, days: Sequence[str], name: str) -> Path:
    (folder / name).write_text("\n".join(["day,value", *(f"{day},{n}" for n, day in enumerate(days))]))
    return folder / name


@pytest.mark.parametrize(
    ("before", "after", "times"),
    [
        ([f"{n % 28 + 1:02d}/{n // 28 + 1:02d}/2024" for n in range(80)], ["01/04/2024", "02/04/2024"], ("2024-04-01", "2024-04-02")),
        ([f"{n % 28 + 1:02d}/{n // 28 + 1:02d}/2024" for n in range(80)], ["01/04/2024", "01/05/2024"], ("2024-04-01", "2024-05-01")),
        ([f"{n // 28 + 1:02d}/{n % 28 + 1:02d}/2024" for n in range(80)], ["01/04/2024", "02/04/2024"], ("2024-01-04", "2024-02-04")),
        ([f"{n // 28 + 1:02d}/{n % 28 + 1:02d}/2024" for n in range(80)], ["30/04/2024", "31/05/2024"], ("2024-04-30", "2024-05-31")),
    ],
    ids=["day", "day of months", "month", "proof"],
)  # fmt: skip
def test_dates_in_doubt_are_read_as_those_before(
    tmp_path: Path, before: list[str], after: list[str], times: tuple[str, ...]
):
    name = own_files.keep(of_days(tmp_path, before, "own.csv"), tmp_path)
    taken = own_files.series(tmp_path / name).taken
    found = own_files.series_in(of_days(tmp_path, after, "newer.csv"), ["value"], taken=taken)
    assert found.times is not None
    assert tuple(time[:10] for time in found.times) == tuple(time[: len(found.times[0])] for time in times)


def test_a_column_in_doubt_does_not_give_way_to_another(tmp_path: Path):
    taken = learned(tmp_path, MARKS).taken
    file = tmp_path / "newer.csv"
    file.write_text("n,value,other\n1,17.404,5\n2,18706.25,7\n")
    with pytest.raises(DataError, match="Row 3 of value"):
        own_files.series_in(file, ["value"], taken=taken)


@pytest.mark.parametrize(
    "taken",
    [{"written": [{"style": "roman"}]}, {"written": [{"missing": "nan"}]}, {"first": "year"}, {"written": 7}, [1, 2]],
)
def test_a_damaged_record_is_a_sentence(tmp_path: Path, taken: object):
    with pytest.raises(DataError, match="Train it again"):
        newer(tmp_path, [1, 2], taken)


STYLES: dict[str, Callable[[float], str]] = {
    "plain": lambda value: f"{value}",
    "thousands": lambda value: f'"{value:,}"',
    "decimal comma": lambda value: '"' + f"{value:,}".translate(str.maketrans(",.", ".,")) + '"',
}


@given(
    style=st.sampled_from(sorted(STYLES)),
    whole=st.lists(st.integers(0, 10**7), min_size=1, max_size=6),
    fractions=st.sampled_from([0, 1, 2, 3]),
)
def test_values_are_never_read_on_another_scale(
    tmp_path_factory: pytest.TempPathFactory, style: str, whole: list[int], fractions: int
):
    """Whatever few values are written in the style of those before: they come back, or are refused."""
    folder = tmp_path_factory.mktemp("any")
    say = STYLES[style]
    taken = learned(folder, [say(12_345.5 + n * 1_371 % 997) for n in range(40)]).taken
    values = [round(number / 10**fractions, fractions) if fractions else number for number in whole]
    assert newer(folder, [say(value) for value in values], taken) == pytest.approx(values, abs=1e-9)


def test_plain_files_leave_nothing_to_remember(tmp_path: Path):
    """So the data sets of plain numbers keep the names they had."""
    assert learned(tmp_path, list(range(40))).taken == {}
    assert np.isfinite(newer(tmp_path, [1, 2.5], {})).all()
