"""Marks and codes that stand for no number, and units behind numbers."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest
from said import Check, codes, found, monthly

from lstm_core.data.doctor.examination import Examination


def series(cell: str, row: int = 10, rows: int = 60) -> str:
    """One cell of a sound series is another."""
    lines = monthly(rows)
    lines[row] = f"{lines[row].split(',')[0]},{cell}"
    return "\n".join(lines)


def values(examined: Examination) -> np.ndarray:
    assert examined.table is not None, examined.findings
    return examined.table["value 0"].to_numpy()


@pytest.mark.parametrize("mark", ["k.A.", "n/a", "-", "keine Angabe", "#NV", "?", "unbekannt"])
def test_a_mark_for_no_value_is_shown_with_its_place(check: Check, mark: str):
    examined = check(series(mark))
    finding = found(examined, "marked-missing")
    assert (finding.row, finding.column, finding.mended) == (11, "Sales", True)
    assert mark in finding.message
    assert found(examined, "missing-values").row == 11


@pytest.mark.parametrize("empty", ["", "NaN", "null"])
def test_what_is_plainly_missing_is_told_once(check: Check, empty: str):
    assert codes(check(series(empty))) == {"missing-values"}


@pytest.mark.parametrize("code", ["-999", "-9999", "99999", "-9999.0"])
def test_a_code_for_missing_is_taken_as_such_and_may_stay(check: Check, code: str):
    examined = check(series(code))
    finding = found(examined, "code-for-missing")
    assert (finding.row, finding.column, finding.mended) == (11, "Sales", True)
    assert code in finding.message
    assert np.abs(values(examined)).max() < 500
    assert float(code) in values(check(series(code), mends={"code-for-missing": False}))


def of_days(values: Sequence[object]) -> str:
    first = date(2020, 1, 1)
    return "\n".join(["day,Sales", *(f"{first + timedelta(days=n)},{value}" for n, value in enumerate(values))])


@pytest.mark.parametrize(
    "ordinary",
    [
        [99.9 if n % 5 == 0 else 98.6 + n % 6 / 10 for n in range(100)],
        [999 if n % 50 == 7 else 400 + n * 37 % 300 for n in range(400)],
        [-99 if n % 20 == 3 else -80 - n * 7 % 10 for n in range(100)],
        [-200 if n == 40 else n * 13 % 90 - 30 for n in range(100)],
    ],
)
def test_what_looks_like_a_code_and_may_be_a_value_stays_until_a_person_says_otherwise(
    check: Check, ordinary: list[float]
):
    examined = check(of_days(ordinary))
    assert not found(examined, "code-for-missing").mended
    assert values(examined).tolist() == pytest.approx(ordinary)
    assert len(set(values(check(of_days(ordinary), mends={"code-for-missing": True}))) & {99.9, 999, -99, -200}) == 0


def test_a_value_far_away_from_all_others_is_told_and_stays(check: Check):
    examined = check(series("123456"))
    assert (found(examined, "far-away").row, found(examined, "far-away").mended) == (11, False)
    assert values(examined).max() == 123456
    assert values(check(series("123456"), mends={"far-away": True})).max() < 500


def test_a_large_value_near_others_is_none(check: Check):
    assert not codes(check(series("400")))


def test_a_unit_behind_numbers_is_taken_off(check: Check):
    lines = monthly()
    content = "\n".join([lines[0], *(f"{line} kWh" for line in lines[1:])])
    examined = check(content)
    assert found(examined, "unit").row == 2
    assert values(examined).tolist() == values(check("\n".join(lines))).tolist()


@pytest.mark.parametrize(
    ("small", "large", "expected"),
    [
        ("{} M", "1.2 B", (1e6, 1.2e9)),
        ("{}", "1.2K", (1, 1_200)),
        ("{}k", "3.5 Mio.", (1e3, 3.5e6)),
        ("${}M", "$2bn", (1e6, 2e9)),
    ],
)
def test_magnitudes_behind_numbers_are_multiplied_and_told(
    check: Check, small: str, large: str, expected: tuple[float, float]
):
    examined = check(of_days([large if n >= 110 else small.format(900 + n) for n in range(120)]))
    finding = found(examined, "magnitudes")
    assert (finding.column, finding.mended, finding.row) == ("Sales", True, 112 if small == "{}" else 2)
    assert values(examined).tolist() == pytest.approx(
        [*((900 + n) * expected[0] for n in range(110)), *[expected[1]] * 10]
    )
    assert not codes(examined) & {"not-a-number", "missing-values", "unit"}


def test_what_looks_like_a_magnitude_may_be_a_unit_that_is_left_out_once(check: Check):
    kelvin = of_days(["283" if n == 3 else f"{280 + n} K" for n in range(30)])
    assert values(check(kelvin)).max() == 309_000
    examined = check(kelvin, mends={"magnitudes": False})
    assert not found(examined, "magnitudes").mended
    assert values(examined).tolist() == [280.0 + n for n in range(30)]


def test_one_magnitude_behind_all_numbers_is_taken_off_as_a_unit_is(check: Check):
    lines = monthly()
    examined = check("\n".join([lines[0], *(f"{line} M" for line in lines[1:])]))
    assert found(examined, "unit").fix == "M is taken off."
    assert values(examined).tolist() == values(check("\n".join(lines))).tolist()


def test_a_letter_among_other_units_is_no_magnitude(check: Check):
    lines = monthly()
    examined = check("\n".join([lines[0], *(f"{line} {'M' if n == 9 else 'kWh'}" for n, line in enumerate(lines[1:]))]))
    assert found(examined, "not-a-number").row == 11
