"""Classifiers without a memory, by scikit-learn: what a network has to beat.

Letters: N training examples, M test examples, F features. labels (N,) are class indices; every function returns (M,) of them.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

_ANY_WORD = r"(?u)\b\w+\b"  # "I" and "a" are words as well, and symbols have one letter
_MANY = 20_000  # texts
_TEXTS_FOR_FULL_LOSS = 300  # the penalty keeps its share of the mean loss: C falls as texts become more


def majority(labels: np.ndarray, count: int) -> np.ndarray:
    """The most frequent class, `count` times."""
    return np.full(count, np.bincount(labels).argmax())


def bag_of_words(training: Sequence[str], labels: np.ndarray, test: Sequence[str]) -> np.ndarray:
    """TF-IDF of single words, then logistic regression: the order of words is lost."""
    pipeline = make_pipeline(TfidfVectorizer(token_pattern=_ANY_WORD), LogisticRegression(C=10, max_iter=1_000))
    predicted: np.ndarray = pipeline.fit(training, labels).predict(test)
    return predicted


def nb_svm(training: Sequence[str], labels: np.ndarray, test: Sequence[str]) -> np.ndarray:
    """A linear support vector machine on words and pairs of words, weighted by naive Bayes; of many texts without rare pairs.

    Wang & Manning, "Baselines and Bigrams", 2012, without interpolation as in Mesnil et al., "Ensemble of Generative and
    Discriminative Techniques", 2015: the interpolated weights lean to the larger class. Several classes one against the rest.
    """
    often_enough = 2 if len(training) > _MANY else 1
    vectorizer = CountVectorizer(
        ngram_range=(1, 2), binary=True, min_df=often_enough, token_pattern=_ANY_WORD, dtype=np.float32
    )
    counted, asked = vectorizer.fit_transform(training), vectorizer.transform(test)
    classes = np.unique(labels)
    if len(classes) == 2:
        places = (_nb_svm_scores(counted, labels == classes[1], asked) > 0).astype(int)
    else:
        places = np.stack([_nb_svm_scores(counted, labels == one, asked) for one in classes]).argmax(axis=0)
    predicted: np.ndarray = classes[places]
    return predicted


def _nb_svm_scores(counted: csr_matrix, of_class: np.ndarray, asked: csr_matrix) -> np.ndarray:
    """counted (N, F), of_class (N,) bool, asked (M, F) -> (M,) scores, above 0 for the class."""
    inside, outside = (1 + np.asarray(counted[rows].sum(axis=0)).ravel() for rows in (of_class, ~of_class))
    ratio = np.log((inside / inside.sum()) / (outside / outside.sum()))
    strength = min(1.0, _TEXTS_FOR_FULL_LOSS / len(of_class))
    machine = LinearSVC(C=strength, max_iter=10_000, random_state=0).fit(counted.multiply(ratio).tocsr(), of_class)
    scores: np.ndarray = machine.decision_function(asked.multiply(ratio).tocsr())
    return scores


def fitted_line(training: np.ndarray, targets: np.ndarray, test: np.ndarray) -> np.ndarray:
    """Ridge regression on all values of a sequence at once: training (N, F), targets (N, K), test (M, F) -> (M, K)."""
    predicted: np.ndarray = make_pipeline(StandardScaler(), Ridge()).fit(training, targets).predict(test)
    return predicted.reshape(len(test), -1)


def on_values(training: np.ndarray, labels: np.ndarray, test: np.ndarray) -> np.ndarray:
    """Logistic regression on all values of a sequence at once: training (N, F), test (M, F)."""
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2_000))
    predicted: np.ndarray = pipeline.fit(training, labels).predict(test)
    return predicted
