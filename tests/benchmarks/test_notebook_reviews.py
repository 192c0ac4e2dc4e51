import numpy as np
import pyarrow as pa
from sklearn.model_selection import train_test_split

from benchmarks import notebook_reviews
from benchmarks.unseen_rows import rows_of
from lstm_core.data.corpus import encode
from lstm_core.data.front_padding import pad_front
from lstm_core.data.texts import LabelledTexts
from lstm_core.text.vocabulary import most_frequent

TEXTS = ["A film, a FILM!<br />It's a film.", "Not bad; not good:\tnot a film", "", "good\ngood"]


def test_the_notebook_numbers_words_as_the_lab_does(tmp_path):
    corpus = encode(LabelledTexts(pa.array(TEXTS, pa.large_string()), np.zeros(4, np.int64), ("a",)), tmp_path, "keras")
    _, ids = most_frequent(np.bincount(corpus.flat), 10_000)
    assert notebook_reviews.number(TEXTS) == [
        ids[corpus.flat[start:end]].tolist() for start, end in zip(corpus.offsets[:-1], corpus.offsets[1:], strict=True)
    ]


def test_rare_words_are_unknown(monkeypatch):
    monkeypatch.setattr(notebook_reviews, "VOCABULARY", 3)
    assert notebook_reviews.number(["b a a"]) == [[1, 2, 2]]


def test_it_pads_as_the_lab_does():
    sequences = [[5, 6], [], list(range(2, 300))]
    flat, offsets = np.concatenate([np.array(one, np.int64) for one in sequences]), np.array([0, 2, 2, 300])
    assert (notebook_reviews.pad(sequences) == pad_front(flat, offsets, notebook_reviews.LENGTH, "first")).all()


def test_it_tests_on_the_rows_scikit_learn_draws():
    _, test = train_test_split(np.arange(101), test_size=0.2, random_state=42)
    assert notebook_reviews.notebook_test_rows(101).tolist() == test.tolist()


def test_equal_texts_are_tested_together():
    assert rows_of(["a", "b", "a", "c"], {"a", "c"}).tolist() == [0, 2, 3]
