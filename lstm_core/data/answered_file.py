"""A table with the answers of a model beside its rows, as a file of the kind it came in."""

import io
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lstm_core.data.doctor import formats, json_lines
from lstm_core.data.doctor.raw import RawTable
from lstm_core.plain_json import as_json

_SUFFIXES = {"CSV": ".csv", "TSV": ".tsv", "JSON Lines": ".jsonl", "Parquet": ".parquet", "Excel": ".xlsx"}
SUFFIXES = tuple(_SUFFIXES.values())
TEXT_SUFFIXES = (".csv", ".tsv", ".jsonl")
_POWER = r"(?:[eE][+-]?\d+)?"
_NUMBERS = (
    rf"(?:inf|nan|[\d.,]*{_POWER}(?:\s+[+-]?[\d.,]+{_POWER})*\s*%?)"  # behind a sign: -5, -1.2e-05, +49 170, -0.5 -1
)
_FORMULA = rf"^(?:[=@\t\r]|[+-](?!{_NUMBERS}$))"  # what a spreadsheet would compute
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?")  # that comes back the way it was written
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_IN_EXCEL = 32_767  # characters of a cell


def own_suffix(table: RawTable) -> str:
    """Of the kind the table came in; plain text and folders of texts come back as CSV."""
    return _SUFFIXES.get(table.format, ".csv")


@dataclass(frozen=True)
class AnsweredFile:
    """N rows of a file and what was answered to each."""

    table: RawTable
    source: Path  # the file it was read from
    predictions: Sequence[str]  # (N,)
    probabilities: Sequence[float | None]  # (N,)

    def content(self, suffix: str) -> bytes:
        """The file with two columns more. suffix: one of SUFFIXES.

        Of JSON Lines and Parquet every value stays what it is; CSV has its own delimiter and a byte order mark, which spreadsheets need. In
        CSV and Excel a quote stands before every cell that a spreadsheet would take for a formula.
        """
        match suffix:
            case ".jsonl":
                return self._json_lines()
            case ".parquet":
                return self._parquet()
            case ".xlsx":
                return self._workbook()
            case _:
                return self._delimited("\t" if suffix == ".tsv" else self.table.delimiter)

    def _answers(self, taken: Iterable[str]) -> dict[str, Sequence[Any]]:
        names = set(taken)
        return {_free("prediction", names): self.predictions, _free("probability", names): self.probabilities}

    def _frame(self) -> pd.DataFrame:
        """Answers beside the rows, formulas disarmed: a class may be called like one."""
        frame = self.table.frame.copy(deep=False)
        (prediction, said), (probability, sure) = self._answers(frame.columns).items()
        frame[prediction] = pd.Series(list(said), index=frame.index, dtype="str")
        frame = disarmed(frame)
        frame[probability] = pd.Series(list(sure), index=frame.index)
        return frame

    def _delimited(self, delimiter: str) -> bytes:
        frame = self._frame().replace(
            {r"\r\n?": "\n"}, regex=True
        )  # pandas puts no quotes around a lone carriage return
        return frame.to_csv(index=False, sep=delimiter or ",").encode("utf-8-sig", "replace")

    def _json_lines(self) -> bytes:
        rows: Any = json_lines.objects(self.source) if self._is_itself("JSON Lines") else None
        frame = self.table.frame
        rows = rows or (dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None))
        answers = self._answers(frame.columns)
        lines = (
            as_json({**row, **dict(zip(answers, said, strict=True))}, ensure_ascii=False)
            for row, said in zip(rows, zip(*answers.values(), strict=True), strict=True)
        )
        return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")

    def _parquet(self) -> bytes:
        table = (
            pq.read_table(self.source)
            if self._is_itself("Parquet")
            else pa.Table.from_pandas(self.table.frame, preserve_index=False)
        )
        kinds = (pa.string(), pa.float64())
        for (name, answers), kind in zip(self._answers(table.column_names).items(), kinds, strict=True):
            table = table.append_column(name, pa.array(answers, kind))
        stream = io.BytesIO()
        pq.write_table(table, stream)
        return stream.getvalue()

    def _workbook(self) -> bytes:
        import openpyxl  # half a second

        frame, book = self._frame(), openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Predictions")
        sheet.append([_in_excel(str(name)) for name in frame.columns])
        for row in frame.itertuples(index=False, name=None):
            sheet.append([_in_excel(cell) for cell in row])
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    def _is_itself(self, format: str) -> bool:
        """Whether the source is a file of this format, not an archive that holds one."""
        return self.table.format == format and not formats.is_packed(self.source)


def disarmed(frame: pd.DataFrame) -> pd.DataFrame:
    """A quote before every cell, and every name, that a spreadsheet would take for a formula."""
    found: pd.DataFrame = frame.apply(lambda cells: cells.where(~cells.str.match(_FORMULA), "'" + cells))
    return found.rename(columns=lambda name: disarm(str(name)))


def disarm(cell: str) -> str:
    """A quote before what a spreadsheet would take for a formula."""
    return f"'{cell}" if re.match(_FORMULA, cell) else cell


def _in_excel(cell: Any) -> Any:
    """A number where a cell is written as numbers write themselves; text without what XML cannot say."""
    if not isinstance(cell, str):
        return None if pd.isna(cell) else cell
    if _NUMBER.fullmatch(cell):
        return float(cell) if "." in cell else int(cell)
    return _NOT_IN_XML.sub("", cell)[:_LONGEST_IN_EXCEL]


def _free(name: str, taken: Collection[str]) -> str:
    while name in taken:
        name += "_"
    return name
