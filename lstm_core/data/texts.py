"""Labelled texts as they come from a source, before anything is split or encoded."""

import hashlib
from dataclasses import dataclass

import numpy as np
import pyarrow as pa


@dataclass(frozen=True)
class LabelledTexts:
    """N texts, their class indices and the names of the classes."""

    texts: pa.LargeStringArray  # (N,)
    labels: np.ndarray  # (N,) int64 in [0, number of classes)
    classes: tuple[str, ...]
    test_from: int | None = None  # where the source says which texts are for testing: these and all after them
    groups: np.ndarray | None = (
        None  # (N,) integers: texts of one group, such as of one author, stay in one part of a split
    )
    columns: tuple[str, str] = ("", "")  # of the table that texts and labels came from; empty where there was none

    def __len__(self) -> int:
        return len(self.texts)

    def content_hash(self) -> str:
        """The same 32 hexadecimal digits for the same texts in the same order."""
        digest = hashlib.blake2b(digest_size=16)
        compact = pa.concat_arrays([self.texts, self.texts[:0]])  # a slice shares the buffers of the whole
        for buffer in compact.buffers()[1:]:
            digest.update(buffer or b"")
        return digest.hexdigest()
