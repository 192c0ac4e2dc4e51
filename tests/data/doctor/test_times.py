"""Dates and times the way people write them."""

from datetime import date, timedelta

import pytest
from said import Check, codes, found

from lstm_core.data.doctor.examination import Examination

DAYS = [date(2021, 1, 1) + timedelta(days=n) for n in range(60)]
MONTHS = [date(2018 + n // 12, n % 12 + 1, 1) for n in range(48)]
GERMAN = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]


def series(times: list[str], name: str = "date") -> str:
    return "\n".join([f"{name};sales", *(f"{time};{100 + n * n % 17}" for n, time in enumerate(times))]) + "\n"


def times_of(examined: Examination) -> list[str]:
    assert examined.table is not None, examined.findings
    return list(examined.table["time"])


@pytest.mark.parametrize(
    ("times", "step"),
    [
        ([f"{GERMAN[day.month - 1]} {day.year}" for day in MONTHS], "month"),
        ([f"{day.day}. {GERMAN[day.month - 1][:3]} {day.year}" for day in DAYS], "day"),
        ([f"{2018 + n // 52}-W{n % 52 + 1:02d}" for n in range(100)], "week"),
        ([f"{44197 + n}" for n in range(60)], "day"),
        ([f"{1949 + n / 12:.4f}" for n in range(60)], "month"),
        ([f"{1949 + (n + 0.5) / 12:.4f}" for n in range(60)], "month"),
        ([f"{1949 + n / 4}" for n in range(60)], "quarter"),
        ([f"{day} 00:00:00 -0800" for day in DAYS], "day"),
        ([f"{day:%Y%m%d}" for day in DAYS], "day"),
    ],
    ids=["März 2018", "1. Mär 2021", "2018-W01", "44197", "1949.0833", "1949.125", "1949.25", "zone", "20210131"],
)
def test_ways_to_write_a_time(check: Check, times: list[str], step: str):
    examined = check(series(times))
    assert examined.roles == {"value": "sales", "time": "date"}
    assert examined.facts["step"] == step
    assert not codes(examined) & {"broken-times", "no-times", "uneven-times"}


def test_days_of_a_workbook_are_counted_from_1899(check: Check):
    assert times_of(check(series([f"{44197 + n}" for n in range(30)])))[0] == "2021-01-01"


@pytest.mark.parametrize(
    ("format", "code", "cell"), [("%d/%m/%Y", "day-first", "13/01"), ("%m/%d/%Y", "month-first", "01/13")]
)
def test_which_of_two_numbers_is_the_day_is_told_with_its_proof(check: Check, format: str, code: str, cell: str):
    finding = found(check(series([f"{day:{format}}" for day in DAYS])), code)
    assert (finding.row, finding.column, finding.mended) == (14, "date", True)
    assert cell in finding.message


@pytest.mark.parametrize("format", ["%d/%m/%Y", "%m/%d/%Y"])
def test_first_days_of_months_are_read_as_such_and_may_be_read_the_other_way(check: Check, format: str):
    content = series([f"{day:{format}}" for day in MONTHS])
    examined = check(content)
    finding = found(examined, "ambiguous-times")
    assert examined.facts["step"] == "month"
    assert (finding.row, finding.mended) == (2, False)
    assert "equal steps" in str(finding.fix)
    other = check(content, mends={"ambiguous-times": True})
    assert found(other, "ambiguous-times").mended
    assert times_of(other)[1].startswith("2018-01-02")


def test_days_in_no_order_are_not_said_to_be_even(check: Check):
    times = [f"{n * 5 % 12 + 1:02d}/{n * 7 % 12 + 1:02d}/2020" for n in range(60)]
    assert "equal steps" not in str(found(check(series(times)), "ambiguous-times").fix)


def test_a_date_in_another_way_than_the_others_is_read_and_told(check: Check):
    times = [f"{day}" for day in DAYS]
    times[20] = f"{DAYS[20]:%d.%m.%Y}"
    examined = check(series(times))
    assert (found(examined, "mixed-times").row, found(examined, "mixed-times").mended) == (22, True)
    assert times_of(examined)[20] == "2021-01-21"
    assert "gaps" not in codes(examined)


@pytest.mark.parametrize("times", [[f"{n // 12 + 1}-{n % 12 + 1:02d}" for n in range(36)], [str(n) for n in range(40)]])
def test_times_that_cannot_be_read_leave_the_rows_in_their_order(check: Check, times: list[str]):
    examined = check(series(times, "Month"))
    finding = found(examined, "no-times")
    assert (finding.row, finding.column) == (2, "Month")
    assert examined.facts["rows"] == len(times)


def test_of_an_interval_the_start_counts(check: Check):
    times = [f"{day:%d.%m.%Y} 00:00 - {day:%d.%m.%Y} 23:59" for day in DAYS]
    examined = check(series(times))
    assert examined.facts["step"] == "day"
    assert times_of(examined)[0] == "2021-01-01"


def test_seconds_without_a_name_are_times_where_they_are_in_order(check: Check):
    lines = [f"{1_502_942_400_000 + 3_600_000 * n},{n % 7}.5,{n % 5}.5" for n in range(60)]
    examined = check("\n".join(lines))
    assert examined.roles["time"] == "column 1"
    assert examined.facts["step"] == "hour"


@pytest.mark.parametrize("wrong", ["2201-01-21", "1900-01-01"])
def test_a_time_far_from_all_others_is_named_and_left_out(check: Check, wrong: str):
    times = [str(day) for day in DAYS]
    times[20] = wrong
    examined = check(series(times))
    assert (found(examined, "far-time").row, found(examined, "far-time").mended) == (22, True)
    assert examined.facts["step"] == "day"
    assert wrong in times_of(check(series(times), mends={"far-time": False}))[0 if wrong < "2" else -1]


def test_two_ways_of_writing_in_one_column(check: Check):
    times = [f"{day:%d.%m.%Y}" if n % 3 == 0 else str(day) for n, day in enumerate(DAYS)]
    examined = check(series(times))
    assert found(examined, "mixed-times").message.startswith("20 times are written in another way")
    assert examined.facts["step"] == "day"
