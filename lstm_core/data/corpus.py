"""Every word of every text as a number, in one flat array: made once a data set, then read from the cache."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from lstm_core.data.texts import LabelledTexts
from lstm_core.text import keras_words, words

_TOKENIZERS = {"words": words, "keras": keras_words}
_MARKER = "complete.json"  # written last: a folder without it is the rest of an interruption


@dataclass(frozen=True)
class Corpus:
    """N texts over W raw words, numbered in order of appearance and independent of any split or vocabulary.

    Text n is `flat[offsets[n]:offsets[n + 1]]`.
    """

    flat: np.ndarray  # (number of words in all texts,) int32 in [0, W)
    offsets: np.ndarray  # (N + 1,) int64
    raw_words: tuple[str, ...]  # (W,)

    @property
    def lengths(self) -> np.ndarray:
        """(N,) words in each text."""
        return np.diff(self.offsets)


def encode(texts: LabelledTexts, cache: Path, tokenizer: str = "words") -> Corpus:
    """The corpus of these texts, from the cache where the same texts were encoded before.

    tokenizer: words, or keras for words as Keras splits them.
    """
    folder = cache / "corpora" / f"{texts.content_hash()}-{tokenizer}-{_TOKENIZERS[tokenizer].VERSION}"
    if not (folder / _MARKER).exists():
        _store(_encode(texts.texts, tokenizer), folder)
    pa.default_memory_pool().release_unused()  # reading takes twice, splitting ten times what it leaves
    (folder / _MARKER).touch()  # used just now: what was not used for long is removed one day
    return _load(folder)


def _encode(texts: pa.LargeStringArray, tokenizer: str) -> Corpus:
    split = _TOKENIZERS[tokenizer].split_words(texts)
    numbered = split.flat.dictionary_encode()
    return Corpus(numbered.indices.to_numpy(), split.offsets, tuple(numbered.dictionary.to_pylist()))


def _store(corpus: Corpus, folder: Path) -> None:
    """Writes into a folder of this process alone and renames it, so that two processes cannot mix their files."""
    unfinished = folder.with_name(f"{folder.name}.{os.getpid()}")
    unfinished.mkdir(parents=True, exist_ok=True)
    np.save(unfinished / "flat.npy", corpus.flat)
    np.save(unfinished / "offsets.npy", corpus.offsets)
    (unfinished / "words.json").write_text(json.dumps(corpus.raw_words, ensure_ascii=False), encoding="utf-8")
    (unfinished / _MARKER).write_text(json.dumps({"format": "lstm-lab corpus 1"}))
    if not (folder / _MARKER).exists():  # of another process that was first the folder may be in use already
        shutil.rmtree(folder, ignore_errors=True)
    try:
        unfinished.rename(folder)
    except OSError:  # another process was first; its files are the same
        shutil.rmtree(unfinished, ignore_errors=True)


def _load(folder: Path) -> Corpus:
    raw_words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    return Corpus(
        np.load(folder / "flat.npy", allow_pickle=False),
        np.load(folder / "offsets.npy", allow_pickle=False),
        tuple(raw_words),
    )
