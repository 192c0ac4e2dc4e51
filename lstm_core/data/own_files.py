"""Files that people bring: kept under the hash of their content, opened as labelled texts or as a series."""

import hashlib
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from lstm_core.data.series import Series
from lstm_core.data.text_files import content_of, read_text_table
from lstm_core.data.texts import LabelledTexts
from lstm_core.errors import DataError

_MOST_CLASSES = 100
_LARGEST = 1e15  # of a series; its square must fit into 32 bits with room to spare


def name_of(content: bytes) -> str:
    """What a file of this content is called where it is kept."""
    return f"{hashlib.blake2b(content, digest_size=16).hexdigest()}.csv"


def keep(file: Path, folder: Path) -> str:
    """Copies a CSV file into `folder`; returns the name it has there. Raises DataError where it cannot be read."""
    content = content_of(file)
    name = name_of(content)
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{name}.{os.getpid()}"
    unfinished.write_bytes(content)
    unfinished.replace(folder / name)
    return name


def texts(file: Path) -> LabelledTexts:
    """The column with the longest cells, and as labels the other column with the fewest different cells.

    Raises DataError for a file without such columns, with one class only, or with too many.
    """
    table = read_text_table(file.name, content_of(file))
    if len(table.text_columns) < 2:
        raise DataError("The file has one column; it needs two, the texts and their labels.")
    text, *others = table.text_columns
    label = min(others, key=lambda column: table.frame[column].nunique())
    cells = table.frame[label].str.strip()
    named = cells != ""
    classes = tuple(sorted(set(cells[named])))
    if not 2 <= len(classes) <= _MOST_CLASSES:
        raise DataError(
            f"Column {label} holds {len(classes)} different labels; a classifier needs 2 to {_MOST_CLASSES}. "
            "Bring a file with a column of texts and a column of labels."
        )
    numbers = {name: number for number, name in enumerate(classes)}
    labels = np.array([numbers[cell] for cell in cells[named]], np.int64)
    return LabelledTexts(pa.array(table.frame[text][named].tolist(), pa.large_string()), labels, classes)


def series(file: Path) -> Series:
    """The last column that holds nothing but numbers. Raises DataError where there is none, naming the first cell that is none."""
    table = read_text_table(file.name, content_of(file)).frame
    numbers = {column: pd.to_numeric(table[column].str.strip(), errors="coerce") for column in table.columns}
    whole = [column for column, values in numbers.items() if np.isfinite(values).all()]
    if not whole:
        column = min(numbers, key=lambda name: int((~np.isfinite(numbers[name])).sum()))
        row = int(np.argmax(~np.isfinite(numbers[column].to_numpy())))
        raise DataError(
            f"No column holds nothing but numbers. In column {column}, row {row + 2}, stands {table[column].iloc[row][:40]!r}. "
            "Write numbers as 1234.5 and fill in or remove empty cells."
        )
    values = numbers[whole[-1]].to_numpy(np.float64)
    if np.abs(values).max() > _LARGEST:
        raise DataError(
            f"Column {whole[-1]}, row {int(np.argmax(np.abs(values))) + 2}: {values[np.argmax(np.abs(values))]:g} is more than "
            f"can be calculated with. Write the values in a larger unit, at most {_LARGEST:g}."
        )
    if np.ptp(values) == 0:
        raise DataError(
            f"Column {whole[-1]} has the same value {values[0]:g} in every row: there is nothing to forecast."
        )
    return Series(values[:, None], (str(whole[-1]),), None, season=1)
