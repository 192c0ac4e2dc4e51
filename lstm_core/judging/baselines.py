"""What simple methods reach on the data of a run: the same training part, the same test part."""

from collections.abc import Callable, Generator, Iterator
from typing import Any

import numpy as np
from sklearn.metrics import accuracy_score, precision_recall_fscore_support

from lstm_core.config import DataConfig
from lstm_core.data.batches import Sequences
from lstm_core.evaluation import forecast_metrics, linear_baselines, series_baselines
from lstm_core.evaluation.forecast_difference import by_origin
from lstm_core.evaluation.forecast_evaluation import by_step
from lstm_core.evaluation.verdict import MAJORITY, PAIRS, VALUES, WORDS
from lstm_core.home import Home
from lstm_core.material import Material, SeriesParts, prepared
from lstm_core.training.events import Preparing

FORMAT = "lstm-lab baselines 2"
_MOST_VALUES = 50_000_000  # of all sequences together, for methods that take them whole

Predict = Callable[[], np.ndarray]  # classes (M,) or values (M, K) of the test part


def baselines(config: DataConfig, home: Home) -> Generator[Preparing, None, dict[str, Any]]:
    """Says what it computes; returns plain values, ready for JSON."""
    material = yield from prepared(config, home)
    if material.classes:
        found = yield from _of_classes(material)
    elif material.series:
        found = yield from _of_series(material, material.series)
    else:
        found = yield from _of_values(material)
    return {"format": FORMAT, "baselines": found}


def _of_classes(material: Material) -> Generator[Preparing, None, list[dict[str, Any]]]:
    methods = list(_classifiers(material))
    found = []
    for done, (kind, title, predict) in enumerate(methods):
        yield Preparing(f"Computing {title}", done, len(methods))
        found.append({"kind": kind, "title": title, **_class_figures(material, predict())})
    return found


def _class_figures(material: Material, predicted: np.ndarray) -> dict[str, Any]:
    """As in the report: of the second class of two, else the mean over the classes."""
    labels, numbers = material.test.targets.ravel(), list(range(len(material.classes)))
    figures = precision_recall_fscore_support(labels, predicted, labels=numbers, zero_division=0)[:3]
    precision, recall, f1 = (float(one[1] if len(numbers) == 2 else one.mean()) for one in figures)
    accuracy = float(accuracy_score(labels, predicted))
    return {"accuracy": accuracy, "precision": precision, "recall": recall, "f1": f1, "predicted": predicted.tolist()}


def _classifiers(material: Material) -> Iterator[tuple[str, str, Predict]]:
    labels, test = material.training.targets.ravel(), material.test
    name = material.classes[material.majority]
    yield MAJORITY, f"always saying “{name}”", lambda: linear_baselines.majority(labels, test.targets.size)
    if material.answers > 1:
        return
    if test.flat.ndim == 1:
        yield from _on_words(material, labels)
    elif _few_values(material):
        title = "logistic regression on the values"
        yield VALUES, title, lambda: linear_baselines.on_values(_whole(material.training), labels, _whole(test))


def _on_words(material: Material, labels: np.ndarray) -> Iterator[tuple[str, str, Predict]]:
    """The whole texts, not only the words the network reads."""
    training = [material.training_text_of(number) for number in range(len(material.training))]
    test = [material.text_of(number) for number in range(len(material.test))]
    title = "TF-IDF with logistic regression"
    yield WORDS, title, lambda: linear_baselines.bag_of_words(training, labels, test)
    yield PAIRS, "NB-SVM on bigrams", lambda: linear_baselines.nb_svm(training, labels, test)


def _of_values(material: Material) -> Generator[Preparing, None, list[dict[str, Any]]]:
    targets, test = material.training.targets, material.test
    methods: dict[str, Predict] = {
        "always the mean": lambda: np.broadcast_to(targets.mean(axis=0), test.targets.shape),
    }
    if _few_values(material):
        methods["linear regression on the values"] = lambda: linear_baselines.fitted_line(
            _whole(material.training), targets, _whole(test)
        )
    found = []
    for done, (title, predict) in enumerate(methods.items()):
        yield Preparing(f"Computing {title}", done, len(methods))
        found.append({"title": title, **_errors(test.targets, predict())})
    return found


def _of_series(material: Material, parts: SeriesParts) -> Generator[Preparing, None, list[dict[str, Any]]]:
    """Fitted on everything before the first target of the test part, then fed with the truth as time goes on."""
    target, count = parts.series.values[:, 0], len(parts.split.test)
    starts = parts.first_test_target + np.arange(count)
    far = parts.far_origins(parts.split.test)
    end = starts[-1] + parts.horizon
    places = far[:, None] + np.arange(parts.ahead)
    truth = np.where(places < end, target[np.minimum(places, len(target) - 1)], np.nan)
    methods = forecasters(target, parts.first_test_target, parts.series.season)
    found = []
    for done, (title, forecast) in enumerate(methods.items()):
        yield Preparing(f"Computing {title}", done, len(methods))
        direct = forecast(starts, parts.horizon)
        errors = _errors(target[starts[:, None] + np.arange(parts.horizon)], direct)
        found.append({"title": title, **errors, "by_step": by_step(forecast(far, parts.ahead) - truth)})
    return found


def forecasters(target: np.ndarray, known: int, season: int) -> dict[str, series_baselines.Forecast]:
    """Every simple method that can forecast this series (T,), of which so many values may be fitted on."""
    methods = series_baselines.simple(target, known, season)
    if known >= series_baselines.FEWEST:
        methods["autoregression (AR)"] = lambda starts, steps: series_baselines.autoregression(
            target, known, starts, steps, season
        )
        methods["exponential smoothing (ETS)"] = lambda starts, steps: series_baselines.exponential_smoothing(
            target, known, starts, steps, season
        )
    return methods


def _errors(targets: np.ndarray, values: np.ndarray) -> dict[str, Any]:
    return {
        "mae": forecast_metrics.mae(targets, values),
        "rmse": forecast_metrics.rmse(targets, values),
        "by_origin": by_origin(values - targets),
    }


def _few_values(material: Material) -> bool:
    test = material.test
    examples = len(material.training) + len(test)
    return bool(examples * int(test.lengths.max()) * test.flat.shape[1] <= _MOST_VALUES)


def _whole(sequences: Sequences) -> np.ndarray:
    """(N, T * F): all sequences have one length."""
    places = sequences.starts[:, None] + np.arange(int(sequences.lengths.max()))
    return sequences.flat[places].reshape(len(sequences), -1)
