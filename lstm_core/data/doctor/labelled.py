"""The table of labelled texts while it is being mended.

It has the columns text and label, and group and part where the file says them; its index is the row in the file. `names` says what the
file calls them.
"""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from lstm_core.data.doctor.finding import Fault

Names = Mapping[str, str]
Found = Fault[pd.DataFrame] | None
TextFault = Callable[[pd.DataFrame, Names], Found]

# Cells that say there is nothing. None, unknown and other may be labels.
NOTHING = frozenset(
    {
        "",
        "nan",
        "null",
        "n/a",
        "#n/a",
        "<na>",
        "\\n",
        "n.a.",
        "#nv",
        "k.a.",
        "k. a.",
        "keine angabe",
        "-",
        "--",
        "—",
        "–",
        "?",
        ".",
        "...",
    }
)


def without(table: pd.DataFrame, rows: pd.Series) -> Callable[[], pd.DataFrame]:
    return lambda: table[~rows]


def first_row(rows: pd.Series) -> int:
    """The row in the file of the first that is true."""
    return int(rows.index[int(np.argmax(rows.to_numpy()))])
