import re
import unicodedata

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.text.words import replace_bytes, split_words, words_of

EXAMPLES = [
    ("", []),
    ("   \t\n ", []),
    ("?! ... -- 👍 ’’ '''", []),
    ("A good film", ["a", "good", "film"]),
    ("Good, bad;ugly!", ["good", "bad", "ugly"]),
    ("state-of-the-art snake_case", ["state", "of", "the", "art", "snake", "case"]),
    ("7 of 10, 3.5 stars", ["7", "of", "10", "3", "5", "stars"]),
    # HTML line breaks
    ("good<br />bad<br>ugly<BR/>end<br\n/>", ["good", "bad", "ugly", "end"]),
    ("<br /><br />", []),
    ("br <b>bold</b>", ["br", "b", "bold", "b"]),
    # apostrophes
    ("don't o'clock'n", ["don't", "o'clock'n"]),
    ("'twas' ''quoted'' James'", ["twas", "quoted", "james"]),
    ("'a''b'", ["a''b"]),
    ("it’s ‘good’ rock’n’roll’", ["it's", "good", "rock'n'roll"]),
    # other scripts, and texts that mix them
    ("ÜBER Straße naïve café", ["über", "straße", "naïve", "café"]),
    ("cafe\u0301s", ["cafe\u0301s"]),
    ("Фильм ХОРОШИЙ, да!", ["фильм", "хороший", "да"]),
    ("很好 的 电影。好", ["很好", "的", "电影", "好"]),
    ("ταινία—καλή", ["ταινία", "καλή"]),
    ("فيلم ٣٥", ["فيلم", "٣٥"]),
    ("हिन्दी फ़िल्म", ["हिन्दी", "फ़िल्म"]),
    # everything else separates
    ("great👍film 🎬🎬", ["great", "film"]),
    ("a\u00a0b\u2003c\u2028d\x00e\x1cf\x85g", list("abcdefg")),
    ("10€ «oui» x²", ["10", "oui", "x²"]),
]


@pytest.mark.parametrize(("text", "words"), EXAMPLES)
def test_the_rules_by_example(text: str, words: list[str]):
    assert words_of(text) == words


def test_many_texts_are_split_as_each_alone():
    texts = [text for text, _ in EXAMPLES]
    assert split_all(pa.array(texts, pa.large_string())) == [words for _, words in EXAMPLES]


def test_no_texts_have_no_words():
    assert split_all(pa.array([], pa.large_string())) == []


def test_a_part_of_the_texts_is_split_like_a_copy_of_it():
    texts = pa.array(["one", "two words", "drei Wörter", "four", ""], pa.large_string())
    assert split_all(texts[1:4]) == [["two", "words"], ["drei", "wörter"], ["four"]]


def test_bytes_are_replaced_in_place_in_a_part_of_the_texts_too():
    table = np.arange(256, dtype=np.uint8)
    table[ord("-")] = ord("+")
    texts = pa.array(["a-b", "--", "ä-ö", "", "c-"], pa.large_string())
    assert replace_bytes(texts, table).to_pylist() == ["a+b", "++", "ä+ö", "", "c+"]
    assert replace_bytes(texts[1:4], table).to_pylist() == ["++", "ä+ö", ""]
    assert texts.to_pylist()[0] == "a-b"


# The slow reference. It knows letters by Python's tables of Unicode and pyarrow by its own, so the alphabet keeps to
# characters on which both have long agreed. Left out are the capitals whose lower case depends on the place or on the
# library: the Greek sigma (Python writes ς at the end of a word, pyarrow σ) and İ (two characters in Python, one in pyarrow).
CHARACTERS = "aAbBzZ09'’‘\"" + " \t\n\r\x00\x1f_-.,!?<>/&;#@" + "äÖßéÑçøαΩжЯдЩшкא文字あ한٣²½\u0301\u00a0\u2014\u3000👍"
PIECES = st.sampled_from([*CHARACTERS, "<br />", "<br>", "<BR\n/>", "<br", "don't", "'tis", "it’s"])
texts_of_pieces = st.lists(PIECES, max_size=25).map("".join)


def reference(text: str) -> list[str]:
    """The documented rule, one character after the other."""
    plain = re.sub(r"<br[ \t\n\r\f]*/?>", " ", text.lower()).replace("’", "'")
    belongs = [character == "'" or unicodedata.category(character)[0] in "LMN" for character in plain]
    runs = "".join(c if inside else " " for c, inside in zip(plain, belongs, strict=True)).split(" ")
    return [run.strip("'") for run in runs if run.strip("'")]


def split_all(texts: pa.LargeStringArray) -> list[list[str]]:
    words = split_words(texts)
    assert len(words.offsets) == len(texts) + 1
    flat = words.flat.to_pylist()
    assert words.offsets[0] == 0
    assert words.offsets[-1] == len(flat)
    return [flat[start:end] for start, end in zip(words.offsets[:-1], words.offsets[1:], strict=True)]


@given(st.lists(texts_of_pieces, max_size=6))
def test_many_texts_at_once_give_what_each_gives_alone_and_what_the_rule_says(texts: list[str]):
    together = split_all(pa.array(texts, pa.large_string()))
    assert together == [words_of(text) for text in texts]
    assert together == [reference(text) for text in texts]


code_points = st.one_of(st.integers(0, 0x2FF), st.integers(0, 0xD7FF), st.integers(0xE000, 0x10FFFF))
any_text = st.lists(code_points.map(chr), max_size=60).map("".join)


@given(any_text)
def test_no_text_gives_anything_but_words(text: str):
    for word in words_of(text):
        assert word == word.strip("'")
        assert re.fullmatch(r"[^\s\x00-\x26\x28-\x2f\x3a-\x60\x7b-\x7f]+", word)
        assert words_of(word) == [word]
