import numpy as np
import pytest
from said import Check, codes, found, monthly

from lstm_core.data.doctor.examination import Examination


def values(examined: Examination) -> list[float]:
    assert examined.table is not None, examined.findings
    return examined.table["value 0"].tolist()


def series(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def test_a_sound_series_has_nothing_wrong_with_it(check: Check):
    examined = check(series(monthly()))
    assert examined.as_json() == {
        "ok": True,
        "task": "forecasting",
        "roles": {"value": "Sales", "time": "Month"},
        "rows": 36,
        "findings": [],
    }
    assert examined.facts["season"] == 12
    assert examined.facts["step"] == "month"
    assert examined.table is not None
    assert examined.table["time"].iloc[[0, -1]].tolist() == ["2000-01", "2002-12"]


def test_times_out_of_order_are_named_and_sorted(check: Check):
    lines = monthly()
    lines[5], lines[6] = lines[6], lines[5]
    examined = check(series(lines))
    assert (found(examined, "not-in-order").row, found(examined, "not-in-order").column) == (7, "Month")
    assert values(examined) == values(check(series(monthly())))


def test_the_newest_first_is_turned_around(check: Check):
    lines = monthly()
    examined = check(series([lines[0], *reversed(lines[1:])]))
    assert found(examined, "not-in-order").message == "The newest values come first."
    assert values(examined) == values(check(series(monthly())))


def test_a_gap_is_named_and_filled_with_a_line(check: Check):
    lines = monthly()
    before, after = (float(lines[n].split(",")[1]) for n in (9, 12))
    examined = check(series(lines[:10] + lines[12:]))
    assert (found(examined, "gaps").row, found(examined, "gaps").mended) == (11, True)
    assert "2 steps of month are missing" in found(examined, "gaps").message
    assert len(values(examined)) == 36
    assert values(examined)[8:12] == pytest.approx(np.linspace(before, after, 4))


def test_what_is_missing_in_the_file_is_counted_apart_from_what_a_gap_lacks(check: Check):
    lines = monthly()
    lines[20] = lines[20].split(",")[0] + ","
    examined = check(series(lines[:10] + lines[12:]))
    assert found(examined, "missing-values").message.startswith("1 value is missing, the first in row 19")
    assert len(values(examined)) == 36


def test_a_gap_may_stay(check: Check):
    lines = monthly()
    assert len(values(check(series(lines[:10] + lines[12:]), mends={"gaps": False}))) == 34


def test_a_repeated_time_is_named_and_its_mean_taken(check: Check):
    lines = monthly()
    examined = check(series([*lines[:5], "2000-04,0", *lines[5:]]))
    assert found(examined, "repeated-times").row == 6
    assert values(examined)[3] == float(lines[4].split(",")[1]) / 2


def test_a_constant_series_stops(check: Check):
    lines = [line.split(",")[0] + ",7" for line in monthly()[1:]]
    examined = check(series(["Month,Sales", *lines]))
    assert found(examined, "constant").stops
    assert found(examined, "constant").column == "Sales"


@pytest.mark.parametrize("cell", ["", "NaN", "?", "n/a", "-"])
def test_a_missing_value_is_named_and_filled(check: Check, cell: str):
    lines = monthly()
    lines[10] = lines[10].split(",")[0] + f",{cell}"
    examined = check(series(lines))
    assert (found(examined, "missing-values").row, found(examined, "missing-values").column) == (11, "Sales")
    assert np.isfinite(values(examined)).all()


@pytest.mark.parametrize("cell", ["inf", "-inf", "Infinity", "1e999", "1e200"])
def test_infinity_is_named_and_taken_as_missing(check: Check, cell: str):
    lines = monthly()
    lines[10] = lines[10].split(",")[0] + f",{cell}"
    examined = check(series(lines))
    assert found(examined, "infinite").row == 11
    assert np.isfinite(values(examined)).all()


def test_values_that_are_missing_and_not_filled_stop(check: Check):
    lines = monthly()
    lines[10] = lines[10].split(",")[0] + ","
    assert found(check(series(lines), mends={"missing-values": False}), "values-needed").stops


def test_what_is_no_number_is_named_with_its_cell(check: Check):
    lines = monthly()
    lines[10] = lines[10].split(",")[0] + ",about 12"
    finding = found(check(series(lines)), "not-a-number")
    assert (finding.row, finding.column) == (11, "Sales")
    assert "about 12" in finding.message


def test_a_decimal_comma(check: Check):
    lines = [f"{line.replace(',', ';')},5" for line in monthly()[1:]]
    examined = check(series(["Monat;Umsatz", *lines]))
    assert found(examined, "decimal-comma").row == 2
    assert values(examined)[0] == 100.5


@pytest.mark.parametrize(
    ("cell", "number"), [('"1,234.5"', 1234.5), ('"1,234,567"', 1234567.0), ("1 234.5", 1234.5), ("1'234.5", 1234.5)]
)
def test_separators_between_thousands(check: Check, cell: str, number: float):
    lines = monthly()
    lines[3] = lines[3].split(",")[0] + f",{cell}"
    examined = check(series(lines))
    assert (found(examined, "thousands").row, found(examined, "thousands").column) == (4, "Sales")
    assert values(examined)[2] == number


def test_a_comma_that_may_be_either_is_told_and_read_the_other_way_on_request(check: Check):
    content = series(["Month,Sales", *(line.split(",")[0] + f',"1,{100 + n}"' for n, line in enumerate(monthly()[1:]))])
    examined = check(content)
    assert (found(examined, "ambiguous-numbers").row, found(examined, "ambiguous-numbers").mended) == (2, False)
    assert values(examined)[0] == 1100
    other = check(content, mends={"ambiguous-numbers": True})
    assert found(other, "ambiguous-numbers").mended
    assert values(other)[0] == 1.1


def test_a_point_beside_semicolons_may_part_thousands(check: Check):
    content = series(["Monat;Umsatz", *(line.split(",")[0] + f";1.{100 + n}" for n, line in enumerate(monthly()[1:]))])
    assert values(check(content))[0] == 1.1
    assert "ambiguous-numbers" in codes(check(content))
    assert values(check(content, mends={"ambiguous-numbers": True}))[0] == 1100


def test_a_time_that_cannot_be_read_is_named_and_left_out(check: Check):
    lines = monthly()
    lines[10] = "sometime,5"
    examined = check(series(lines))
    assert found(examined, "broken-times").row == 11
    assert found(examined, "gaps").row == 12


def test_days_that_may_be_months_are_told(check: Check):
    lines = [f"0{n}/0{n}/20{n:02d},{n * n}" for n in range(1, 10)] * 4
    assert "ambiguous-times" in codes(check(series(["Date,Value", *lines])))


def test_days_first_are_seen_by_the_thirteenth(check: Check):
    lines = [f"{n:02d}/01/2020,{n * n % 7}" for n in range(1, 29)]
    examined = check(series(["Date,Value", *lines]))
    assert examined.facts["step"] == "day"
    assert "ambiguous-times" not in codes(examined)


def test_several_series_in_one_file_are_told_and_one_is_taken(check: Check):
    lines = [f"{line},{shop}" for shop in "AB" for line in monthly()[1:]]
    examined = check(series(["Month,Sales,Shop", *lines]))
    assert examined.roles["group"] == "Shop"
    assert "2 series" in found(examined, "several-series").message
    assert len(values(examined)) == 36


def test_one_of_several_series_may_be_chosen(check: Check):
    lines = [
        f"{line.split(',')[0]},{n * 2 + (shop == 'B') * 1000},{shop}"
        for shop in "AB"
        for n, line in enumerate(monthly()[1:])
    ]
    assert values(check(series(["Month,Sales,Shop", *lines]), series="B"))[:2] == [1000, 1002]


def test_values_are_brought_together_over_a_longer_step(check: Check):
    lines = [f"2020-01-{n // 24 + 1:02d} {n % 24:02d}:00,{n}" for n in range(24 * 30)]
    by_day = check(series(["time,load", *lines]), every="day", together="sum")
    assert by_day.facts["step"] == "day"
    assert values(by_day)[:2] == [sum(range(24)), sum(range(24, 48))]
    assert values(check(series(["time,load", *lines]), every="day"))[0] == 11.5


def test_a_short_series_stops(check: Check):
    assert found(check(series(monthly(6))), "too-short").stops


def test_uneven_times_are_told(check: Check):
    lines = [f"2020-01-01 00:{(n * n) % 60:02d}:{n:02d},{n}" for n in range(40)]
    assert "uneven-times" in codes(check(series(["time,load", *sorted(lines)])))


def test_far_more_values_than_needed(check: Check, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lstm_core.data.doctor.series_faults.MOST_ROWS", 30)
    examined = check(series(monthly()))
    assert found(examined, "more-rows-than-needed").mended
    assert values(examined) == [float(line.split(",")[1]) for line in monthly()[7:]]


def test_other_columns_that_might_be_the_value_are_told(check: Check):
    lines = [f"{line},{n * n}" for n, line in enumerate(monthly()[1:])]
    examined = check(series(["Month,Sales,Visitors", *lines]))
    assert examined.roles["value"] == "Sales"
    assert "Visitors" in found(examined, "which-value").message


def test_inputs_stand_beside_the_target(check: Check):
    lines = [f"{line},{n * n}" for n, line in enumerate(monthly()[1:])]
    examined = check(series(["Month,Sales,Visitors", *lines]), roles={"Visitors": "value", "Sales": "input"})
    assert examined.facts["columns"] == {"value": "Visitors", "input": ["Sales"], "time": "Month"}
    assert values(examined)[:3] == [0, 1, 4]


def test_a_table_of_numbers_without_order_is_asked_about(check: Check):
    lines = [f"{n % 7}.5,{n % 3}.1,{n % 5}.2,kind{n % 3}" for n in range(60)]
    examined = check(series(["sepal,petal,width,species", *lines]))
    assert found(examined, "what-to-learn").stops
    assert examined.task is None
    assert check(series(["sepal,petal,width,species", *lines]), roles={"petal": "value"}).ok
