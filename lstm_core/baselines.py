"""What simple methods reach on the data of a run: the same training part, the same test part."""

from collections.abc import Callable, Generator, Iterator
from typing import Any

import numpy as np
from sklearn.metrics import accuracy_score, precision_recall_fscore_support

from lstm_core.config import DataConfig
from lstm_core.data.batches import Sequences
from lstm_core.evaluation import linear_baselines
from lstm_core.evaluation.verdict import MAJORITY, PAIRS, VALUES, WORDS
from lstm_core.home import Home
from lstm_core.material import Material, prepared
from lstm_core.training.events import Preparing

FORMAT = "lstm-lab baselines 1"
_MOST_VALUES = 50_000_000  # of all sequences together, for methods that take them whole

Method = tuple[str, str, Callable[[], np.ndarray]]  # kind, title, (M,) class indices of the test part


def baselines(config: DataConfig, home: Home) -> Generator[Preparing, None, dict[str, Any]]:
    """Says what it computes; returns plain values, ready for JSON."""
    material = yield from prepared(config, home)
    methods, found = list(_methods(material)), []
    for done, (kind, title, predict) in enumerate(methods):
        yield Preparing(f"Computing {title}", done, len(methods))
        found.append({"kind": kind, "title": title, **_figures(material, predict())})
    return {"format": FORMAT, "task": "classification", "examples": material.test.targets.size, "baselines": found}


def _figures(material: Material, predicted: np.ndarray) -> dict[str, Any]:
    """As in the report: of the second class of two, else the mean over the classes."""
    labels, numbers = material.test.targets.ravel(), list(range(len(material.classes)))
    figures = precision_recall_fscore_support(labels, predicted, labels=numbers, zero_division=0)[:3]
    precision, recall, f1 = (float(one[1] if len(numbers) == 2 else one.mean()) for one in figures)
    accuracy = float(accuracy_score(labels, predicted))
    return {"accuracy": accuracy, "precision": precision, "recall": recall, "f1": f1, "predicted": predicted.tolist()}


def _methods(material: Material) -> Iterator[Method]:
    labels, test = material.training.targets.ravel(), material.test
    name = material.classes[material.majority]
    yield MAJORITY, f"always saying “{name}”", lambda: linear_baselines.majority(labels, test.targets.size)
    if material.answers > 1:
        return
    if test.flat.ndim == 1:
        yield from _on_words(material, labels)
    elif (len(material.training) + len(test)) * int(test.lengths.max()) * test.flat.shape[1] <= _MOST_VALUES:
        across = _whole(material.training), _whole(test)
        title = "logistic regression on the values"
        yield VALUES, title, lambda: linear_baselines.on_values(across[0], labels, across[1])


def _on_words(material: Material, labels: np.ndarray) -> Iterator[Method]:
    """The whole texts, not only the words the network reads."""
    training = [material.training_text_of(number) for number in range(len(material.training))]
    test = [material.text_of(number) for number in range(len(material.test))]
    title = "TF-IDF with logistic regression"
    yield WORDS, title, lambda: linear_baselines.bag_of_words(training, labels, test)
    yield PAIRS, "NB-SVM on bigrams", lambda: linear_baselines.nb_svm(training, labels, test)


def _whole(sequences: Sequences) -> np.ndarray:
    """(N, T * F): all sequences have one length."""
    places = sequences.starts[:, None] + np.arange(int(sequences.lengths.max()))
    return sequences.flat[places].reshape(len(sequences), -1)
