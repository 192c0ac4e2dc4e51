r"""Words exactly as the `Tokenizer` of Keras splits them by default, for figures to lay beside those of Keras.

The rule, from `text_to_word_sequence` in keras/preprocessing/text.py: `text.lower()`; every character of `FILTERS`
becomes a blank; the text is split at blanks and empty pieces are dropped. So an apostrophe stays wherever it stands
("'twas'", and a lone "'" is a word), `<br />` becomes the word "br", and what is neither a filter nor a blank never
separates: "a\xa0b", "a\rb" and "great👍film" are one word each.

Ids need nothing new: `Tokenizer(num_words=n, oov_token="<OOV>")` pads with 0, has 1 for unknown words and counts from 2
by falling frequency, ties in order of appearance, as `vocabulary.most_frequent` does with size n.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lstm_core.text.words import Words, replace_bytes, without_empty

VERSION = 1  # part of every cache key: raise it when the same text would give other words

FILTERS = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n'

_FILTERS_TO_BLANK = np.arange(256, dtype=np.uint8)
_FILTERS_TO_BLANK[list(FILTERS.encode("ascii"))] = ord(" ")


def split_words(texts: pa.LargeStringArray) -> Words:
    """The words of N texts."""
    lists = pc.split_pattern(replace_bytes(_lower(texts), _FILTERS_TO_BLANK), " ")
    return without_empty(lists.values, lists.offsets.to_numpy())


def words_of(text: str) -> list[str]:
    """The words of one text."""
    words: list[str] = split_words(pa.array([text], pa.large_string())).flat.to_pylist()
    return words


def _lower(texts: pa.LargeStringArray) -> pa.LargeStringArray:
    """Lower case by the rules of Python, which are the rules of Keras.

    Those of pyarrow differ: its "İ" becomes one character where Python gives two, its "Σ" never the "ς" at the end of
    a word, and it knows a newer Unicode. So Python lowers the texts that are not ASCII, one call a text.
    """
    lower = pc.ascii_lower(texts)
    is_exact = pc.string_is_ascii(texts)
    if pc.all(is_exact).as_py():
        return lower
    others = pc.invert(is_exact)
    exact = [text.lower() for text in texts.filter(others).to_pylist()]
    return pc.replace_with_mask(lower, others, pa.array(exact, texts.type))
