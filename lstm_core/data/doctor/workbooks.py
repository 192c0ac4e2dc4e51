"""Excel workbooks (.xlsx): the values of one sheet; nothing in them is run."""

import warnings
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from lstm_core.data.doctor import grid
from lstm_core.data.doctor.cells import as_cell
from lstm_core.data.doctor.choices import Choices
from lstm_core.data.doctor.finding import Finding
from lstm_core.data.doctor.raw import RawTable, Record, refuse_too_many
from lstm_core.errors import DataError

_HEAD = 100  # rows by which sheets are told apart
_MOST_BLANK = 50_000  # blank rows after which nothing more is expected


def read(file: Path, name: str, choices: Choices) -> RawTable:
    """The chosen sheet, else the first with most cells in its first rows. Raises DataError for a workbook that cannot be read."""
    import openpyxl  # half a second

    try:
        with (
            warnings.catch_warnings(),
            file.open("rb") as stream,
        ):  # by its name, openpyxl refuses what is not called .xlsx
            warnings.simplefilter("ignore")  # of styles and validations, which are not read
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            try:
                return _read(book, name, choices)
            finally:
                book.close()
    except DataError:
        raise
    except Exception as problem:  # whatever a damaged workbook makes the library stumble over
        raise DataError(
            f"{name} cannot be read as an Excel workbook ({type(problem).__name__}). Save it anew as .xlsx or CSV."
        ) from None


def _read(book: Any, name: str, choices: Choices) -> RawTable:
    filled = [sheet for sheet in book.worksheets if next(_records(sheet), None)]
    if not filled:
        raise DataError(f"{name} holds no sheet with cells that are filled.")
    sheet = next((one for one in filled if one.title == choices.member), None) or max(filled, key=_size)
    table = grid.read(lambda: _records(sheet), choices, "Excel")
    return RawTable(
        table.frame, table.format, (*_other_sheets(sheet.title, [one.title for one in filled]), *table.findings)
    )


def _other_sheets(chosen: str, titles: list[str]) -> Iterator[Finding]:
    others = [title for title in titles if title != chosen]
    if others:
        message = f"The workbook has {len(titles)} sheets; {chosen} is read, not {', '.join(others[:5])}."
        yield Finding(
            "other-sheets",
            message,
            fix="Choose another sheet where this is not the one.",
            choice="member",
            options=(chosen, *others),
        )


def _size(sheet: Any) -> int:
    """Cells in the first rows: notes on a sheet of their own have few."""
    return sum(len(cells) for _, cells in islice(_records(sheet), _HEAD))


def _records(sheet: Any) -> Iterator[Record]:
    sheet.reset_dimensions()  # what a workbook says of its own size is often wrong
    blank = cells = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        texts = [as_cell(value) for value in row]
        while texts and not texts[-1].strip():
            texts.pop()
        blank = 0 if texts else blank + 1
        cells += len(row)
        refuse_too_many(cells, 1) if cells > 60_000_000 else None
        if blank > _MOST_BLANK:
            return
        if texts:
            yield number, texts
