"""Which columns of a series say when, which one is forecast, and what tells several series apart."""

from datetime import date, timedelta

import pytest
from said import Check, codes, found


def days(count: int) -> list[str]:
    return [str(date(2021, 1, 1) + timedelta(days=n)) for n in range(count)]


def table(header: str, lines: list[str]) -> str:
    return "\n".join([header, *lines]) + "\n"


def test_a_temperature_is_no_time_of_day(check: Check):
    lines = [f"{shop},{day},{n * n % 17},{10 + n % 5}.{n % 6}0" for shop in (1, 2) for n, day in enumerate(days(60))]
    examined = check(table("Store,Date,Weekly_Sales,Temperature", lines))
    assert examined.roles == {"value": "Weekly_Sales", "group": "Store", "time": "Date"}
    assert examined.facts["step"] == "day"


def test_days_and_a_column_of_hours_are_one_time(check: Check):
    lines = [f"{day},{hour},{(hour * 7 + n) % 13}" for n, day in enumerate(days(10)) for hour in range(24)]
    examined = check(table("dteday,hr,cnt", lines))
    assert examined.roles == {"value": "cnt", "time": ["dteday", "hr"]}
    assert examined.facts["step"] == "hour"
    assert not codes(examined) & {"no-times", "broken-times", "repeated-times"}


def test_two_columns_together_tell_series_apart(check: Check):
    lines = [
        f"{day},{shop},{item},{n % 9 + item}" for item in (1, 2) for shop in (1, 2) for n, day in enumerate(days(50))
    ]
    content = table("date,store,item,sales", lines)
    examined = check(content)
    assert examined.roles["group"] == ["store", "item"]
    assert "store and item together hold 4 series; “1 · 1” with 50 rows" in found(examined, "several-series").message
    assert "repeated-times" not in codes(examined)
    chosen = check(content, series="2 · 2")
    assert chosen.table is not None
    assert chosen.table["value 0"].tolist()[:2] == [2.0, 3.0]


@pytest.mark.parametrize(
    ("columns", "value"),
    [("temp,cnt", "cnt"), ("humidity,mean_temp,wind", "mean_temp"), ("Open,Close,Volume", "Close")],
)
def test_the_value_goes_by_its_name(check: Check, columns: str, value: str):
    width = columns.count(",") + 1
    lines = [
        ",".join([day, *(f"{(n * 7 + place) % 11}.5" for place in range(width))]) for n, day in enumerate(days(40))
    ]
    assert check(table(f"date,{columns}", lines)).roles["value"] == value


def test_a_column_that_never_changes_is_no_rival(check: Check):
    lines = [f"{day},{n % 7},1" for n, day in enumerate(days(40))]
    assert "which-value" not in codes(check(table("date,sales,flag", lines)))


def test_names_of_time_and_value_that_are_swapped(check: Check):
    examined = check(table("sales,date", [f"{day},{n % 7}" for n, day in enumerate(days(40))]))
    assert examined.roles == {"value": "date", "time": "sales"}
    assert found(examined, "swapped-names").mended


def test_times_that_occur_again_and_again_may_be_of_several_series(check: Check):
    lines = [f"{day},{n % 7}" for n, day in enumerate(days(40)) for _ in range(3)]
    assert "--role group=COLUMN" in str(found(check(table("date,sales", lines)), "repeated-times").fix)
