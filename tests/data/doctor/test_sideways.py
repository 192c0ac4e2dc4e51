"""Tables in which each row is a series of its own."""

from datetime import date, timedelta

import pytest
from said import Check, codes, found

from lstm_core.data.doctor import sideways

COUNTRIES = ("Austria", "Belgium", "Chile", "Denmark")


def by_day(count: int = 40) -> str:
    days = [date(2020, 1, 22) + timedelta(days=n) for n in range(count)]
    header = ["Country", "Lat", *(f"{day.month}/{day.day}/{day:%y}" for day in days)]
    rows = [[name, "47.1", *(str(n * n + place) for n in range(count))] for place, name in enumerate(COUNTRIES)]
    return "\n".join(map(",".join, [header, *rows]))


def test_times_in_the_header_make_each_row_a_series(check: Check):
    examined = check(by_day())
    finding = found(examined, "series-in-rows")
    assert (finding.row, finding.mended) == (2, True)
    assert examined.roles == {"group": "series", "time": "time", "value": "value"}
    assert "4 series; “Austria” with 40 rows" in found(examined, "several-series").message
    assert (examined.facts["step"], examined.facts["rows"]) == ("day", 40)
    chosen = check(by_day(), series="Chile")
    assert chosen.table is not None
    assert chosen.table["value 0"].tolist()[:3] == [2, 3, 6]


def test_a_row_that_is_a_series_is_named_where_a_cell_is_wrong(check: Check):
    examined = check(by_day().replace(",11,", ",eleven,"), series="Chile")
    finding = found(examined, "not-a-number")
    assert (finding.row, finding.column) == (4, "value")
    assert "eleven" in finding.message


def test_a_series_that_is_not_there_is_not_taken_for_another(check: Check):
    examined = check(by_day(), series="Chille")
    finding = found(examined, "no-such-series")
    assert not examined.ok
    assert "“Chille”; there are “Austria”, “Belgium”, “Chile”, “Denmark”." in finding.message
    assert (finding.choice, finding.options) == ("series", ("Chille", *COUNTRIES))
    assert "several-series" not in codes(examined)


def test_rows_that_are_too_many_to_be_turned_are_told(check: Check, monkeypatch: pytest.MonkeyPatch):
    assert "Only" not in found(check(by_day()), "series-in-rows").message
    monkeypatch.setattr(sideways, "_MOST_CELLS", 130)
    examined = check(by_day())
    assert "Only the first 3 of its 4 rows are read, to row 4" in found(examined, "series-in-rows").message
    assert found(examined, "several-series").options == COUNTRIES[:3]


@pytest.mark.parametrize("name", ["series", "time", "value"])
def test_a_turned_table_stays_turned_whatever_the_columns_of_the_file_are_called(check: Check, name: str):
    content = by_day().replace("Country", name)
    turned = check(content)
    sent = check(content, roles={"series": "group", "time": "time", "value": "value"})  # as the form of all roles does
    assert sent.columns == ("series", "time", "value")
    assert (sent.facts["rows"], sent.facts["step"]) == (turned.facts["rows"], turned.facts["step"]) == (40, "day")
    assert "Lat" in check(content, roles={"Lat": "ignore"}).columns


def test_months_stay_turned_beside_a_column_called_value(check: Check):
    header = ["value", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    rows = [[str(year), *(str((year * month) % 17) for month in range(1, 13))] for year in range(1990, 2000)]
    content = "\n".join(map(",".join, [header, *rows]))
    sent = check(content, roles={"time": "time", "value": "value"})
    assert (sent.columns, sent.facts["rows"], sent.facts["step"]) == (("time", "value"), 120, "month")
    assert "Jan" in check(content, roles={"Dec": "value"}).columns


def test_years_in_the_header_are_times(check: Check):
    header = ["Country", *map(str, range(1960, 2000))]
    rows = [[name, *(str(n % 7 + place) for n in range(40))] for place, name in enumerate(COUNTRIES)]
    assert check("\n".join(map(",".join, [header, *rows]))).facts["step"] == "year"


def test_a_table_may_be_left_as_it_is(check: Check):
    examined = check(by_day(), mends={"series-in-rows": False})
    assert not found(examined, "series-in-rows").mended
    assert "Country" in examined.columns


def test_whoever_wants_texts_with_labels_has_the_table_as_it_is(check: Check):
    assert "Country" in check(by_day(), task="classification").columns


def test_many_numbers_beside_each_other_are_turned_on_request(check: Check):
    rows = [[f'"M{place}"', *(str(n % 7 + place) if n < 35 + place else "" for n in range(60))] for place in range(8)]
    header = [f"V{n}" for n in range(1, 62)]
    content = "\n".join(map(",".join, [header, *rows]))
    asked = check(content)
    assert not asked.ok
    assert not found(asked, "series-in-rows").mended
    turned = check(content, mends={"series-in-rows": True}, series="M3")
    assert turned.ok
    assert turned.facts["rows"] == 38


def test_a_wide_table_with_times_is_a_series_as_it_is(check: Check):
    days = [str(date(2020, 1, 1) + timedelta(days=n)) for n in range(40)]
    header = ["day", *(f"MT_{n:03d}" for n in range(40))]
    rows = [[day, *(str((place * 3 + n) % 11) for n in range(40))] for place, day in enumerate(days)]
    examined = check("\n".join(map(",".join, [header, *rows])))
    assert examined.ok
    assert "series-in-rows" not in codes(examined)


def test_a_row_a_year_and_a_column_a_month_is_one_series_of_months(check: Check):
    header = ["Year", "Jan", "Feb", "März", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez", "J-D"]
    rows = [[str(year), *(str((year * month) % 17) for month in range(1, 13)), "5"] for year in range(1990, 2000)]
    content = "\n".join(map(",".join, [header, *rows])).replace(",16,", ",***,", 1)
    examined = check(content)
    finding = found(examined, "months-in-columns")
    assert (finding.row, finding.column, finding.mended) == (2, "Year", True)
    assert examined.roles == {"time": "time", "value": "value"}
    assert (examined.facts["step"], examined.facts["rows"]) == ("month", 120)
    assert "***" in found(examined, "not-a-number").message
    assert "Jan" in check(content, mends={"months-in-columns": False}).columns


@pytest.mark.parametrize(("sign", "step"), [("M", "month"), ("Q", "quarter")])
def test_years_beside_coded_months_or_quarters_are_times(check: Check, sign: str, step: str):
    several = 12 if sign == "M" else 4
    lines = [f"{1990 + n // several},{sign}{n % several + 1:02d},{n * n % 7}" for n in range(48)]
    examined = check("\n".join(["Year,Period,Value", *lines]))
    assert examined.roles == {"time": ["Year", "Period"], "value": "Value"}
    assert examined.facts["step"] == step
