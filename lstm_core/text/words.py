"""Texts into words, the same way for one sentence and for 50,000 reviews.

Words are lower-case runs of letters and digits of any script; an apostrophe inside a word belongs to it
("don't"), one around it does not ("'twas'" -> "twas"); HTML line breaks and everything else separate words.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

VERSION = 1  # part of every cache key: raise it when the same text would give other words

_SEPARATOR = r"[^\p{L}\p{M}\p{N}']+"
_CURLY_APOSTROPHE = "\u2019"
_ASCII_TO_BLANK = np.arange(256, dtype=np.uint8)
for _code in range(128):
    if not chr(_code).isalnum() and chr(_code) != "'":
        _ASCII_TO_BLANK[_code] = ord(" ")


@dataclass(frozen=True)
class Words:
    """The words of N texts: `flat` holds them one after the other, text n is `flat[offsets[n]:offsets[n + 1]]`."""

    flat: pa.StringArray
    offsets: np.ndarray  # (N + 1,) int64


def split_words(texts: pa.LargeStringArray) -> Words:
    """The words of N texts, without a Python loop (50,000 reviews take seconds)."""
    lists = pc.ascii_split_whitespace(_separated(texts))
    return without_empty(pc.ascii_trim(lists.values, "'"), lists.offsets.to_numpy())


def without_empty(pieces: pa.StringArray, offsets: np.ndarray) -> Words:
    """The pieces of N texts, text n being `pieces[offsets[n]:offsets[n + 1]]`, without the empty ones."""
    kept = pc.not_equal(pieces, "").to_numpy(zero_copy_only=False)
    total = np.concatenate([[0], np.cumsum(kept, dtype=np.int64)])
    return Words(pieces.filter(pa.array(kept)), total[offsets])


def words_of(text: str) -> list[str]:
    """The words of one text."""
    words: list[str] = split_words(pa.array([text], pa.large_string())).flat.to_pylist()
    return words


def _separated(texts: pa.LargeStringArray) -> pa.LargeStringArray:
    """Lower-case texts with blanks for all that separates words."""
    lower = pc.replace_substring_regex(pc.utf8_lower(texts), r"<br\s*/?>", " ")
    lower = pc.replace_substring(lower, _CURLY_APOSTROPHE, "'")
    plain = replace_bytes(lower, _ASCII_TO_BLANK)
    is_plain = pc.string_is_ascii(plain)
    if pc.all(is_plain).as_py():
        return plain
    # The regular expression knows all of Unicode and is thirty times slower: only for the texts that need it.
    exact = pc.replace_substring_regex(plain.filter(pc.invert(is_plain)), _SEPARATOR, " ")
    return pc.replace_with_mask(plain, pc.invert(is_plain), exact)


def replace_bytes(texts: pa.LargeStringArray, table: np.ndarray) -> pa.LargeStringArray:
    """Byte b becomes `table[b]`, byte for byte, so that the offsets stay as they are.

    table: (256,) uint8, which maps ASCII to ASCII and leaves the bytes from 128 up as they are: they are parts of
    characters.
    """
    _, offsets, content = texts.buffers()
    if content is None:
        return texts
    replaced = table[np.frombuffer(content, dtype=np.uint8)]
    return pa.LargeStringArray.from_buffers(len(texts), offsets, pa.py_buffer(replaced), offset=texts.offset)
