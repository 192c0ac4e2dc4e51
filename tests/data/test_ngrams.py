"""N-grams against plain Python."""

from collections import Counter

import numpy as np
import pytest
from fakes import sequences_of
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.data import ngrams
from lstm_core.data.batches import Sequences
from lstm_core.data.ngrams import NGrams, _frequent, _grams, _presence

V = 6
texts_of = st.lists(st.lists(st.integers(1, V - 1), min_size=1, max_size=9), min_size=1, max_size=6)


def key(gram: tuple[int, ...]) -> int:
    return sum(word * V**place for place, word in enumerate(reversed(gram)))


def grams(text: list[int], order: int) -> list[int]:
    return [key(tuple(text[start : start + order])) for start in range(len(text) - order + 1)]


@given(texts_of)
def test_every_text_has_its_own_ngrams_and_none_goes_across_two(texts: list[list[int]]):
    for order, (keys, owners) in enumerate(_grams(sequences_of(texts), V, 3), 1):
        found = [keys[owners == number].tolist() for number in range(len(texts))]
        assert found == [grams(text, order) for text in texts]


@given(texts_of)
def test_padding_in_front_changes_nothing(texts: list[list[int]]):
    padded = [[0] * 3 + text for text in texts]
    pairs = zip(_grams(sequences_of(texts), V, 3), _grams(sequences_of(padded), V, 3), strict=True)
    for plain, other in pairs:
        for one, same in zip(plain, other, strict=True):
            assert one.tolist() == same.tolist()


@given(st.lists(st.integers(0, 9), max_size=30), st.integers(1, 4))
def test_what_occurs_often_enough_is_kept(keys: list[int], least: int):
    expected = sorted(number for number, count in Counter(keys).items() if count >= least)
    assert _frequent(np.array(keys, np.int64), least).tolist() == expected


@given(texts_of, st.sets(st.integers(1, V - 1)), st.sets(st.integers(0, V * V - 1)))
def test_presence_is_one_for_what_a_text_has_however_often(texts: list[list[int]], words: set[int], pairs: set[int]):
    keys = tuple(np.array(sorted(some), np.int64) for some in (words, pairs))
    for order, (known, part) in enumerate(zip(keys, _presence(sequences_of(texts), V, keys), strict=True), 1):
        expected = [[float(int(one) in grams(text, order)) for one in known] for text in texts]
        assert part.toarray().tolist() == (expected if len(known) else [[] for _ in texts])


@given(texts_of)
def test_the_logit_is_the_sum_of_the_weights_of_what_is_there(texts: list[list[int]]):
    keys = (np.array([2, 4], np.int64), np.array([key((2, 4)), key((4, 2))], np.int64))
    model = NGrams(V, keys, np.array([1.0, 10.0, 100.0, 1_000.0], np.float32), 0.5)
    expected = [
        0.5
        + (2 in text)
        + 10 * (4 in text)
        + 100 * (key((2, 4)) in grams(text, 2))
        + 1_000 * (key((4, 2)) in grams(text, 2))
        for text in texts
    ]
    assert model.logits(sequences_of(texts)).tolist() == pytest.approx(expected)


def test_texts_can_be_gone_through_piece_by_piece(monkeypatch: pytest.MonkeyPatch):
    examples = order_decides()
    at_once = NGrams.fit(examples, V, 3)
    monkeypatch.setattr(ngrams, "_TOGETHER", 7)
    assert NGrams.fit(examples, V, 3).logits(examples).tolist() == at_once.logits(examples).tolist()


def the_ending_decides() -> Sequences:
    """Every text has 2 and 3 in it; the one that stands among its last words is its class."""
    labels = np.random.default_rng(0).integers(0, 2, 300)
    return sequences_of([[3 - label, *[4] * 60, 2 + label, 4] for label in labels.tolist()], labels.tolist())


def test_the_same_word_weighs_otherwise_at_the_end_of_a_text():
    examples = the_ending_decides()
    training, unseen = examples.take(np.arange(200)), examples.take(np.arange(200, 300))
    model = NGrams.fit(training, V, 1)
    assert [len(keys) for keys in (model.keys[0], model.ending_keys[0])] == [3, 3]
    assert ((model.logits(unseen) > 0) == unseen.targets).all()
    whole = NGrams(V, model.keys, model.weights[:3], model.bias)
    assert len(np.unique(whole.logits(unseen))) == 1


def order_decides() -> Sequences:
    """2 3 is the second class, 3 2 the first: single words cannot tell."""
    random = np.random.default_rng(0)
    labels = random.integers(0, 2, 300)
    rest = random.integers(4, V, (300, 4))
    texts = [
        [*row[:2], *((2, 3) if label else (3, 2)), *row[2:]] for row, label in zip(rest.tolist(), labels, strict=True)
    ]
    return sequences_of(texts, labels.tolist())


@pytest.mark.parametrize(("orders", "least", "most"), [(1, 0.3, 0.7), (2, 1.0, 1.0), (3, 1.0, 1.0)])
def test_pairs_tell_what_words_alone_do_not(orders: int, least: float, most: float):
    examples = order_decides()
    training, unseen = examples.take(np.arange(200)), examples.take(np.arange(200, 300))
    model = NGrams.fit(training, V, orders)
    assert len(model.keys) == orders
    assert least <= ((model.logits(unseen) > 0) == unseen.targets).mean() <= most
