"""The toy reviews: reproducible, balanced, never repeated, and beyond the reach of counting words."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from lstm_core.data.toy_reviews import CLASSES, MAX_COUNT, MAX_GAP, WORDS, generate
from lstm_core.errors import LabError

Reviews = tuple[list[str], list[int]]


@pytest.fixture(scope="module")
def reviews() -> Reviews:
    return generate(6_000, seed=5)


def _split(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


def _score_logistic_regression(reviews: Reviews, longest: int) -> float:
    texts, labels = reviews
    counts = CountVectorizer(token_pattern=r"[a-z']+", ngram_range=(1, longest)).fit_transform(texts)
    model = LogisticRegression(max_iter=1000).fit(counts[:4_800], labels[:4_800])
    return float(model.score(counts[4_800:], labels[4_800:]))


def test_same_seed_gives_the_same_reviews() -> None:
    assert generate(500, seed=7) == generate(500, seed=7)


def test_different_seeds_give_different_reviews() -> None:
    assert generate(500, seed=7) != generate(500, seed=8)


@given(count=st.integers(2, 300), seed=st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_any_count_is_balanced_unrepeated_and_within_the_vocabulary(count: int, seed: int) -> None:
    texts, labels = generate(count, seed)
    tally = Counter(labels)
    assert len(texts) == len(labels) == len(set(texts)) == count
    assert set(tally) == set(range(len(CLASSES)))
    assert abs(tally[0] - tally[1]) <= 1
    assert WORDS.issuperset(word for text in texts for word in _split(text))


def test_reviews_differ_in_more_than_punctuation(reviews: Reviews) -> None:
    assert len({" ".join(_split(text)) for text in reviews[0]}) == 6_000


def test_every_promised_word_occurs(reviews: Reviews) -> None:
    assert {word for text in reviews[0] for word in _split(text)} == WORDS


def test_reviews_are_short_and_well_punctuated(reviews: Reviews) -> None:
    lengths = [len(_split(text)) for text in reviews[0]]
    assert 12 <= sum(lengths) / len(lengths) <= 25
    assert max(lengths) < 45
    assert all(re.fullmatch(r"[A-Z][A-Za-z', ]*\.(?: [A-Z][A-Za-z', ]*\.)*", text) for text in reviews[0])


def test_labels_are_shuffled() -> None:
    _, labels = generate(1_000, seed=3)
    assert 400 < sum(before != after for before, after in pairwise(labels)) < 600


@pytest.mark.parametrize(
    ("verdict", "label"),
    [
        (r"the \w+ was superb", 1),
        (r"the \w+ was not superb at all", 0),
        (r"nobody in the cinema found the \w+ dull", 1),
        (r"I expected a masterpiece, but the [\w ]+", 0),
        (r"the [\w ]+ was not a flop but a gem", 1),
        (r"the [\w ]+ was a flop, not a gem", 0),
        (r"although the \w+ was [\w ]+, the [\w ]+ was (truly )?(weak|dull|bad)", 0),
        (r"the [\w ]+ was (truly )?(clever|good|fresh), although the \w+ was [\w ]+", 1),
        (r"[\w ]+ promised me a bore, but [\w ]+ they were proved wrong", 1),
        (r"[\w ]+ promised me a bore, and [\w ]+ they were proved right", 0),
    ],
)
def test_a_construction_always_carries_its_label(reviews: Reviews, verdict: str, label: int) -> None:
    sentence = re.compile(rf"(?:^|\. ){verdict}\.", re.IGNORECASE)
    assert {index for text, index in zip(*reviews, strict=True) if sentence.search(text)} == {label}


def test_counting_words_helps_only_so_far(reviews: Reviews) -> None:
    assert 0.65 < _score_logistic_regression(reviews, longest=1) < 0.80


def test_counting_pairs_of_words_is_not_enough_either(reviews: Reviews) -> None:
    assert _score_logistic_regression(reviews, longest=2) < 0.92


@pytest.mark.parametrize("count", [-1, 0, 1, MAX_COUNT + 1])
def test_count_out_of_range_is_refused_with_value_and_limit(count: int) -> None:
    with pytest.raises(LabError) as refusal:
        generate(count, seed=0)
    assert str(MAX_COUNT) in str(refusal.value)
    assert f"is {count}." in str(refusal.value)


# With a gap between the verdict and the end

ASIDE = re.compile(
    r"i saw it with my .*|on a \w+ \w+ my .*|my \w+ had a spare .*|then i took .*|my \w+ ate .*|the man in front .*"
)


def _after_the_verdict(text: str) -> list[str]:
    """The words after the last sentence that is no aside: openings and closings begin as no verdict does."""
    sentences = text.rstrip(".").split(". ")
    verdict = max(n for n, one in enumerate(sentences) if not ASIDE.fullmatch(one.lower()))
    return _split(" ".join(sentences[verdict + 1 :]))


@given(count=st.integers(2, 60), seed=st.integers(0, 2**32), gap=st.integers(1, 120))
def test_at_least_the_gap_stands_between_the_verdict_and_the_end(count: int, seed: int, gap: int) -> None:
    texts, labels = generate(count, seed, gap)
    assert len(set(texts)) == count
    assert abs(2 * sum(labels) - count) <= 1
    distances = [len(_after_the_verdict(text)) for text in texts]
    assert all(gap <= distance < gap + 20 for distance in distances)
    assert WORDS.issuperset(word for text in texts for word in _split(text))


def test_what_lies_in_the_gap_says_nothing_about_the_label() -> None:
    """The honest baseline: who reads only the last words is right one time in two, whatever it counts there."""
    texts, labels = generate(6_000, seed=5, gap=30)
    ends = [" ".join(_split(text)[-30:]) for text in texts]
    assert 0.46 < _score_logistic_regression((ends, labels), longest=2) < 0.54
    assert _score_logistic_regression((texts, labels), longest=1) > 0.65


def test_without_a_gap_nothing_changes() -> None:
    assert generate(300, seed=7, gap=0) == generate(300, seed=7)


@pytest.mark.parametrize("gap", [-1, MAX_GAP + 1])
def test_a_gap_out_of_range_is_refused_with_value_and_limit(gap: int) -> None:
    with pytest.raises(LabError, match=f"between 0 and {MAX_GAP} words, but it is {gap}"):
        generate(10, seed=0, gap=gap)
