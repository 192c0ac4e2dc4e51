"""Which words a model knows, and under which id."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lstm_core.errors import DataError

PADDING = 0  # fills a batch up to its longest text; the model never looks at it
UNKNOWN = 1  # stands for every word that is not in the vocabulary
SPECIAL_IDS = 2  # the first id of a real word

_FORMAT = "lstm-lab vocabulary 1"


@dataclass(frozen=True)
class Vocabulary:
    """The known words by falling frequency; the word at place n has the id n + 2 (0 pads, 1 is unknown)."""

    words: tuple[str, ...]

    def __len__(self) -> int:
        """Ids in all, the two special ones included: the number of rows of an embedding."""
        return len(self.words) + SPECIAL_IDS

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.words, SPECIAL_IDS)}

    def encode(self, words: Sequence[str]) -> np.ndarray:
        """(number of words,) int32 ids; unknown words become `UNKNOWN`."""
        return np.fromiter((self._ids.get(word, UNKNOWN) for word in words), np.int32, len(words))

    def encode_all(self, words: pa.StringArray) -> np.ndarray:
        """What `encode` gives, of many words at once."""
        places = pc.index_in(words, value_set=pa.array(self.words, words.type))
        ids: np.ndarray = pc.fill_null(pc.add(places, SPECIAL_IDS), UNKNOWN).to_numpy(zero_copy_only=False)
        return ids.astype(np.int32, copy=False)

    def save(self, file: Path) -> None:
        content = {"format": _FORMAT, "padding": PADDING, "unknown": UNKNOWN, "words": self.words}
        file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, file: Path) -> Self:
        """Raises DataError for a file of another format."""
        content = json.loads(file.read_text(encoding="utf-8"))
        if content.get("format") != _FORMAT:
            raise DataError(
                f"{file.name} is not a vocabulary of this version ({content.get('format')!r}); train the run again."
            )
        return cls(tuple(content["words"]))


def most_frequent(counts: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Which of W raw words stay in a vocabulary of `size` ids, and the new id of each raw word.

    counts: (W,) how often each raw word occurs in the training part. Words that never occur there are unknown.
    Returns (kept,) int64 raw words by falling frequency, ties in order of appearance, and (W,) int32 new ids.
    """
    order = np.argsort(-counts, kind="stable")[: size - SPECIAL_IDS]
    kept = order[counts[order] > 0]
    new_ids = np.full(len(counts), UNKNOWN, np.int32)
    new_ids[kept] = np.arange(SPECIAL_IDS, SPECIAL_IDS + len(kept), dtype=np.int32)
    return kept, new_ids
