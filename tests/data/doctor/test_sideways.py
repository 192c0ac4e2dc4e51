"""Tables in which each row is a series of its own."""

from datetime import date, timedelta

from said import Check, codes, found

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


def test_years_in_the_header_are_times(check: Check):
    header = ["Country", *map(str, range(1960, 2000))]
    rows = [[name, *(str(n % 7 + place) for n in range(40))] for place, name in enumerate(COUNTRIES)]
    assert check("\n".join(map(",".join, [header, *rows]))).facts["step"] == "year"


def test_a_table_may_be_left_as_it_is(check: Check):
    examined = check(by_day(), mends={"series-in-rows": False})
    assert not found(examined, "series-in-rows").mended
    assert "Country" in examined.columns


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
