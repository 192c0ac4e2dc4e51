"""Files nobody would write on purpose: every kind there is with every fault there is, and bytes cut, doubled and mixed up.

`damaged` draws one; whatever it is, the doctor must come to a data set that can be trained on, or to a sentence.
"""

import gzip
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

from lstm_core.config import RunConfig
from lstm_core.data.doctor import canonical
from lstm_core.data.doctor.choices import Choices
from lstm_core.data.doctor.examination import Examination, examine
from lstm_core.errors import LabError
from lstm_core.first_batch import first_batch
from lstm_core.home import Home
from lstm_core.labs.own_data import own_config

_WORDS = st.sampled_from(
    [
        "good",
        "bad",
        "film",
        "the plot",
        "1,5",
        "2024-01-31",
        "naïve",
        "日本",
        "",
        " ",
        '"',
        "a,b",
        "x\ny",
        "NaN",
        "=1+1",
    ]
)
_FAULTS = st.sampled_from(
    ["", "Good", " bad", "?", "inf", "1e400", "1.234,5", "1,234", "€ 5", "7 %", "(3)", "0x1f", "1_0", "31.02.2024", "🎬", "\x00",
     "k.A.", "-999", "9999", "3 kWh", "4 M", "1.2 B", "1. März 2021", "2020-W53", "1949.083", "44197", "M13", "Q01", "__label__1",
     "a ::: b", "#", "#love it"]
)  # fmt: skip
_CELLS = st.one_of(
    st.lists(_WORDS, min_size=1, max_size=8).map(" ".join),
    _FAULTS,
    st.integers(-(10**6), 10**12).map(str),
    st.floats(width=32, allow_subnormal=False).map(str),
    st.datetimes().map(lambda time: time.strftime("%Y-%m-%d %H:%M")),
    st.dates().map(lambda day: day.strftime("%d/%m/%y")),
    st.text(max_size=12),
)
_NAMES = st.one_of(
    st.sampled_from(
        [
            "text",
            "label",
            "date",
            "value",
            "year",
            "month",
            "id",
            "",
            " ",
            "split",
            "user_id",
            "1990",
            "1991",
            "hr",
            "store",
            "#a",
        ]
    ),
    st.text(max_size=8),
)
_ENCODINGS = st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252", "utf-32"])
_ENDS = st.sampled_from(["\n", "\n", "\r\n", "\r"])
_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats(allow_subnormal=False) | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_TYPES = [pa.int8(), pa.float32(), pa.bool_(), pa.date32(), pa.timestamp("ns", "UTC"), pa.binary(), pa.list_(pa.int8())]
_TYPES += [pa.dictionary(pa.int8(), pa.string()), pa.decimal128(9, 2), pa.time32("s"), pa.null(), pa.duration("s")]
_NAMED = ["file.csv", "file.csv", "file.tsv", "file.txt", "file.jsonl", "file.xlsx", "file.parquet", "file.zip", "file"]
TASKS = ["", "", "", "classification", "forecasting"]


@st.composite
def _columns(draw: st.DrawFn) -> list[list[str]]:
    """Columns of one kind each, as most files have them, with some cells of another kind."""
    rows = draw(st.integers(0, 60))
    columns = [_column(draw, rows) for _ in range(draw(st.integers(1, 5)))]
    for column in columns if rows else ():
        for row in draw(st.lists(st.integers(0, rows - 1), max_size=3)):
            column[row] = draw(_CELLS)
    return columns


def _column(draw: st.DrawFn, rows: int) -> list[str]:
    match draw(st.sampled_from(["texts", "texts", "labels", "labels", "numbers", "days", "anything"])):
        case "texts":
            word = draw(_WORDS)
            return [f"{word} film number {row}" for row in range(rows)]
        case "labels":
            several = draw(st.sampled_from([1, 2, 3]))
            return [("good", "bad", "Good ")[row * 7 % several] for row in range(rows)]
        case "numbers":
            sign = draw(st.sampled_from([".", ","]))
            return [f"{row * row % 37}{sign}{row % 10}" for row in range(rows)]
        case "days":
            return [f"2024-{row // 28 % 12 + 1:02d}-{row % 28 + 1:02d}" for row in range(rows)]
        case _:
            return draw(st.lists(_CELLS, min_size=rows, max_size=rows))


def _header(draw: st.DrawFn, width: int) -> list[str]:
    return draw(st.lists(_NAMES, min_size=width, max_size=width))


@st.composite
def _delimited(draw: st.DrawFn) -> bytes:
    columns = draw(_columns())
    delimiter = draw(st.sampled_from([",", ",", ";", "\t", "|", " ", ", "]))
    quote = draw(st.booleans())
    lines = [
        delimiter.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' if quote else cell for cell in row)
        for row in zip(*columns, strict=True)
    ]
    if draw(st.booleans()):
        lines.insert(0, delimiter.join(_header(draw, len(columns))))
    for _ in range(draw(st.integers(0, 2))):
        odd = st.one_of(st.text(max_size=20), st.just(""), st.just('"'), st.just(delimiter * 9))
        lines.insert(draw(st.integers(0, len(lines))), draw(odd))
    return draw(_ENDS).join(lines).encode(draw(_ENCODINGS), errors="replace")


@st.composite
def _plain(draw: st.DrawFn) -> bytes:
    """One text a line, or one number."""
    lines = draw(st.lists(_CELLS, max_size=40)) if draw(st.booleans()) else _column(draw, draw(st.integers(0, 60)))
    return draw(_ENDS).join(lines).encode(draw(_ENCODINGS), errors="replace")


@st.composite
def _json(draw: st.DrawFn) -> bytes:
    """Objects of any content, or a sound table; a line each, or one list of them."""
    if draw(st.booleans()):
        columns = draw(_columns())
        names = _header(draw, len(columns))
        rows = [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]
    else:
        keys = draw(st.lists(_NAMES, min_size=1, max_size=4, unique=True))
        rows = [{key: draw(_CELLS | _VALUES) for key in keys} for _ in range(draw(st.integers(0, 12)))]
    return json.dumps(rows).encode() if draw(st.booleans()) else "\n".join(map(json.dumps, rows)).encode()


@st.composite
def _parquet(draw: st.DrawFn) -> bytes:
    """Texts as columns, and columns of types that hold neither texts nor numbers."""
    columns = draw(_columns())
    arrays = [pa.array(_storable(column)) for column in columns]
    for kind in draw(st.lists(st.sampled_from(_TYPES), max_size=3)):
        arrays.append(pa.nulls(len(arrays[0]), kind))
    if draw(st.booleans()):
        numbers = draw(
            st.lists(st.floats(allow_subnormal=False) | st.none(), min_size=len(arrays[0]), max_size=len(arrays[0]))
        )
        arrays.append(pa.array(numbers, pa.float64()))
    packed = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, _storable(_header(draw, len(arrays)))), packed)
    return packed.getvalue()


def _storable(cells: list[str]) -> list[str]:
    """Without the halves of surrogate pairs, which UTF-8 cannot say."""
    return [cell.encode("utf-8", "replace").decode() for cell in cells]


@st.composite
def _excel(draw: st.DrawFn) -> bytes:
    """One or two sheets of texts, numbers, times and truths."""
    book = openpyxl.Workbook()
    odd = st.one_of(
        st.floats(width=32, allow_subnormal=False), st.integers(), st.datetimes(), st.dates(), st.times(), st.booleans()
    )
    for sheet in [book.active, *([book.create_sheet("second")] if draw(st.booleans()) else [])]:
        columns = draw(_columns())
        for row in [_header(draw, len(columns)), *zip(*columns, strict=True)]:
            sheet.append([openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in _storable(list(row))])
        for value in draw(st.lists(odd, max_size=4)):
            sheet.cell(draw(st.integers(1, 70)), draw(st.integers(1, 6)), value)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


@st.composite
def _packed(draw: st.DrawFn) -> bytes:
    """Gzipped, or a zip of tables, of folders of texts, of paths that lead outside."""
    content = draw(st.one_of(_delimited(), _json(), _plain()))
    if draw(st.booleans()):
        return gzip.compress(content)
    folders = draw(st.lists(st.sampled_from(["pos", "neg", "train/pos", "..", "a/b", "/etc"]), max_size=3, unique=True))
    names = draw(st.lists(st.sampled_from(["1.txt", "2.txt", "data.csv", "x.json", "y"]), min_size=1, unique=True))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))) as archive:
        for folder in folders:
            for name in names:
                archive.writestr(f"{folder}/{name}", content)
    return packed.getvalue()


_TEXT_FILES = st.one_of(_delimited(), _delimited(), _json(), _plain())
_FILES = st.one_of(_TEXT_FILES, _TEXT_FILES, _parquet(), _packed(), st.binary(max_size=200))


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """Name and content of a file. One in sixteen is a workbook: they take long to write and to read."""
    content = draw(_excel() if draw(st.integers(0, 15)) == 15 else _FILES)
    if draw(st.integers(0, 3)) == 3:
        start, end = sorted((draw(st.integers(0, len(content))), draw(st.integers(0, len(content)))))
        cuts = [content[:start], content[start:], content[:start] + content[end:], content[:end] + content[start:]]
        content = draw(st.sampled_from(cuts))
    if draw(st.integers(0, 9)) == 9:
        place = draw(st.integers(0, len(content)))
        content = content[:place] + draw(st.binary(max_size=8)) + content[place:]
    return draw(st.sampled_from(_NAMED)), content


@dataclass
class Judge:
    """Gives files to the doctor, in a folder of its own; every tenth data set is read and prepared as a training does it."""

    folder: Path
    data_sets: int = 0

    def judge(self, name: str, content: bytes, task: str) -> Examination:
        """What the doctor says; AssertionError unless that is a data set, or a sentence why not."""
        file = self.folder / "file"
        file.write_bytes(content)
        examined = examine(file, name, Choices.parse({"task": task}))
        stops = [finding for finding in examined.findings if finding.stops]
        assert examined.ok != bool(stops), examined.findings
        for finding in examined.findings:
            _is_a_sentence(finding.message)
            assert finding.row is None or finding.row >= 1
            assert finding.column is None or isinstance(finding.column, str)
        if examined.table is None:
            _is_a_sentence(examined.refusal())
        else:
            self._is_a_data_set(examined)
        return examined

    def _is_a_data_set(self, examined: Examination) -> None:
        assert examined.table is not None
        self.data_sets += 1
        name, facts, content = canonical.packed(examined.table, examined.facts)
        table, kept = canonical.unpacked(content)
        assert len(table) == facts["rows"] == len(examined.table)
        assert kept["task"] == examined.task
        if examined.task == "forecasting":
            values = table.columns[-1].to_numpy()
            assert np.isfinite(values).all()
            assert values.min() < values.max()
        else:
            assert len(kept["classes"]) >= 2
            assert 10 <= kept["sequence_length"] <= 2_000
        if self.data_sets % 10 == 1:
            home = Home(self.folder)
            canonical.keep(name, content, home.own_files)
            _can_be_learned_from(own_config(name, facts), home)


def _can_be_learned_from(config: RunConfig, home: Home) -> None:
    """The first batch of its training is there, or a sentence why there is none, such as too few different texts to part."""
    try:
        assert first_batch(config, home)["size"] >= 1
    except LabError as problem:
        _is_a_sentence(str(problem))


def _is_a_sentence(message: str) -> None:
    """It ends, and is no text of an exception."""
    assert message.rstrip()[-1] in ".!?…�”", message
    assert "Traceback" not in message
