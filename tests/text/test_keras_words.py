import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.text.keras_words import FILTERS, split_words, words_of
from lstm_core.text.vocabulary import UNKNOWN, most_frequent

EXAMPLES = [
    ("", []),
    ("  \t\n  ", []),
    ("...?!", []),
    ("A good film", ["a", "good", "film"]),
    ("Good,bad;UGLY!(really)", ["good", "bad", "ugly", "really"]),
    ("state-of-the-art snake_case", ["state", "of", "the", "art", "snake", "case"]),
    ("3.5 of 10\tstars\n", ["3", "5", "of", "10", "stars"]),
    ('!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~', []),
    ("good<br /><br />bad<BR>", ["good", "br", "br", "bad", "br"]),
    ("<OOV>", ["oov"]),
    # the apostrophe is no filter
    ("don't 'twas' ' ''", ["don't", "'twas'", "'", "''"]),
    ("it’s", ["it’s"]),
    # only a blank separates
    ("a\u00a0b c\rd e\x0bf g\x00h i\u2003j k\u2028l m\x85n", ["a\u00a0b", "c\rd", "e\x0bf", "g\x00h", "i\u2003j", "k\u2028l", "m\x85n"]),
    ("good—bad 👍 great👍film", ["good—bad", "👍", "great👍film"]),
    ("ÜBER Straße 很好，电影", ["über", "straße", "很好，电影"]),
    # lower case as in Python
    ("İstanbul", ["i\u0307stanbul"]),
    ("ΟΔΟΣ ΣΟΦΟΣ, ΟΔΟΣ", ["οδος", "σοφος", "οδος"]),
    ("\u212aelvin", ["kelvin"]),
]  # fmt: skip


def reference(text: str) -> list[str]:
    """The code of Keras, in its own steps."""
    text = text.lower()
    text = text.translate(str.maketrans(dict.fromkeys('!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n', " ")))
    return [word for word in text.split(" ") if word]


def split_all(texts: pa.LargeStringArray) -> list[list[str]]:
    words = split_words(texts)
    flat = words.flat.to_pylist()
    assert len(words.offsets) == len(texts) + 1
    assert words.offsets[0] == 0
    assert words.offsets[-1] == len(flat)
    return [flat[start:end] for start, end in zip(words.offsets[:-1], words.offsets[1:], strict=True)]


@pytest.mark.parametrize(("text", "words"), EXAMPLES)
def test_the_rules_by_example(text: str, words: list[str]):
    assert words_of(text) == words
    assert reference(text) == words


def test_the_final_sigma_is_another_letter():
    assert words_of("ΟΔΟΣ") == ["οδο\u03c2"]
    assert words_of("ΣΟΦΙΑ") == ["\u03c3οφια"]


def test_the_filters_are_the_thirty_three_of_keras():
    assert len(set(FILTERS)) == len(FILTERS) == 33
    assert "'" not in FILTERS


def test_many_texts_are_split_as_each_alone():
    texts = [text for text, _ in EXAMPLES]
    assert split_all(pa.array(texts, pa.large_string())) == [words for _, words in EXAMPLES]


def test_no_texts_have_no_words():
    assert split_all(pa.array([], pa.large_string())) == []


def test_a_part_of_the_texts_is_split_like_a_copy_of_it():
    texts = pa.array(["one", "two, words", "drei Wörter", "ΣΑΣ", ""], pa.large_string())
    assert split_all(texts[1:4]) == [["two", "words"], ["drei", "wörter"], ["σας"]]


pieces = st.sampled_from([*(" " * 6), *FILTERS, *"aAbZ09'’äÖİΣσ文👍\u00a0\r\x0b\x00\x85", "<br />", "don't"])
any_text = st.one_of(st.lists(pieces, max_size=30).map("".join), st.text(st.characters(exclude_categories=["Cs"])))


@given(st.lists(any_text, max_size=6))
def test_every_text_gives_the_words_of_keras(texts: list[str]):
    assert split_all(pa.array(texts, pa.large_string())) == [reference(text) for text in texts]


# Ids


def ids(texts: list[str], num_words: int) -> list[list[int]]:
    split = split_words(pa.array(texts, pa.large_string()))
    numbered = split.flat.dictionary_encode()
    raw = numbered.indices.to_numpy()
    _, new_ids = most_frequent(np.bincount(raw), num_words)
    return [part.tolist() for part in np.split(new_ids[raw], split.offsets[1:-1])]


def test_the_ids_of_a_vocabulary_are_those_of_keras():
    texts = ["The film, the FILM!", "a bad film<br />the end", "Bad?"]
    # By hand. Counts in order of appearance: the 3, film 3, a 1, bad 2, br 1, end 1.
    # Keras: <OOV> 1, the 2, film 3, bad 4, a 5, br 6, end 7.
    assert ids(texts, num_words=8) == [[2, 3, 2, 3], [5, 4, 3, 6, 2, 7], [4]]
    # num_words=6 keeps the ids below 6: "br" and "end" become 1.
    assert ids(texts, num_words=6) == [[2, 3, 2, 3], [5, 4, 3, UNKNOWN, 2, UNKNOWN], [4]]
    # num_words=4 leaves two words.
    assert ids(texts, num_words=4) == [[2, 3, 2, 3], [1, 1, 3, 1, 2, 1], [1]]
    assert UNKNOWN == 1
