"""From a data config to what a network is trained and judged on, whatever the task."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lstm_core.config import DataConfig
from lstm_core.data import catalog, corpus, splits
from lstm_core.data.batches import Sequences
from lstm_core.data.classification import prepare
from lstm_core.data.number_sequences import NumberSequences
from lstm_core.data.scaler import Scaler
from lstm_core.data.series import Series
from lstm_core.data.texts import LabelledTexts
from lstm_core.data.token_sequences import TokenSequences
from lstm_core.data.windows import TimeSplit, seen_values, split_in_time
from lstm_core.data.windows import windows as cut_windows
from lstm_core.errors import DataError
from lstm_core.home import Home
from lstm_core.outcome import outcome, retold
from lstm_core.readers import NumberReader, Reader, SymbolReader, TextReader
from lstm_core.text.vocabulary import SPECIAL_IDS
from lstm_core.training.events import Preparing

_AHEAD, _ORIGINS = 24, 400  # steps a forecast is followed, and from how many places


@dataclass(frozen=True)
class Material:
    """Three parts of sequences, and what there is to know about them."""

    training: Sequences
    validation: Sequences  # the test part itself where no validation part was asked for
    test: Sequences
    classes: tuple[str, ...]  # empty: values are predicted
    reader: Reader  # turns what a person types into such sequences
    text_of: Callable[[int], str]  # example n of the test part the way people read it
    training_text_of: Callable[[int], str] = str  # example n of the training part
    facts: dict[str, Any] = field(default_factory=dict)
    series: "SeriesParts | None" = None

    @property
    def answers(self) -> int:
        """Steps of a sequence that are each answered with a class."""
        return int(self.test.targets.shape[1]) if self.classes and self.test.targets.ndim == 2 else 1

    @property
    def validates(self) -> bool:
        """Whether there is a validation part: without one the test part stands in its place, and nothing may be chosen by it."""
        return not np.array_equal(self.validation.starts, self.test.starts)

    @property
    def majority(self) -> int:
        """The most frequent class of the training part: what a model without any skill would always say."""
        return int(np.bincount(self.training.targets.ravel()).argmax())

    def baseline(self) -> dict[str, float]:
        """What no skill at all gets on the validation part, where classes are told apart."""
        if not self.classes:
            return {}
        return {"baseline_accuracy": float((self.validation.targets == self.majority).mean())}

    @property
    def outputs(self) -> int:
        """Logits of an answer, or values."""
        return len(self.classes) or int(self.test.targets.shape[1])


@dataclass(frozen=True)
class SeriesParts:
    """A series with what its windows were made of."""

    series: Series
    scaler: Scaler
    split: TimeSplit
    window: int
    horizon: int

    @property
    def first_test_target(self) -> int:
        """Its place in the series; everything before it may be known to a forecaster of the test part."""
        return self.split.test.start + self.window

    @property
    def ahead(self) -> int:
        """Steps for which a forecast is followed: where one value is read at a time, past the horizon with its own forecasts."""
        if self.series.values.shape[1] > 1:
            return self.horizon
        shortest = min(len(self.split.test), len(self.split.validation) or len(self.split.test))
        return max(self.horizon, min(_AHEAD, shortest // 2))

    def far_origins(self, windows: range) -> np.ndarray:
        """Places of the series, evenly many of them, from which forecasts of a part are followed."""
        count = min(len(windows), _ORIGINS)
        return windows.start + self.window + np.linspace(0, len(windows) - 1, count).round().astype(np.int64)


def prepared(config: DataConfig, home: Home) -> Generator[Preparing, None, Material]:
    """Says what takes time; returns the material. Raises DataError for data that cannot be had or used."""
    yield Preparing("Opening the data set")
    loaded = yield from retold(catalog.load(config, home), lambda far: Preparing("Fetching the data set", *far))
    match loaded:
        case LabelledTexts():
            return (yield from _of_texts(loaded, config, home))
        case NumberSequences():
            return _of_numbers(loaded, config)
        case TokenSequences():
            return _of_symbols(loaded, config)
        case Series():
            return of_series(loaded, config)


def at_once(config: DataConfig, home: Home) -> Material:
    """What `prepared` returns, for whom nobody watches. Raises DataError for data that cannot be had or used."""
    return outcome(prepared(config, home))


def _of_texts(texts: LabelledTexts, config: DataConfig, home: Home) -> Generator[Preparing, None, Material]:
    yield Preparing(f"Reading {len(texts):,} texts word by word")
    encoded = corpus.encode(texts, home.cache, config.tokenizer)
    yield Preparing("Splitting")
    data = prepare(
        texts,
        encoded,
        limit=config.examples,
        vocabulary_size=config.vocabulary_size,
        count_all=config.tokenizer == "keras",
        sequence_length=config.sequence_length,
        keep=config.keep,
        padding=config.padding,
        validation_share=config.validation_share,
        test_share=config.test_share,
        given_test=texts.test_from if config.split == "given" else None,
        seed=config.split_seed,
    )
    reader = TextReader(
        data.vocabulary, config.tokenizer, config.sequence_length, config.keep, config.padding, texts.columns
    )
    facts = {"noun": "texts", "vocabulary": len(data.vocabulary), "duplicates": data.duplicates}
    facts |= {"columns": texts.columns} if any(texts.columns) else {}

    def text_in(part: np.ndarray) -> Callable[[int], str]:
        return lambda number: str(texts.texts[int(part[number])].as_py())

    return Material(
        data.training,
        data.validation,
        data.test,
        texts.classes,
        reader,
        text_in(data.test_indices),
        text_in(data.training_indices),
        facts,
    )


def _of_numbers(numbers: NumberSequences, config: DataConfig) -> Material:
    sequences = Sequences.of_one_length(numbers.inputs, numbers.targets)
    features = numbers.inputs.shape[2]
    parts = _parted(sequences, config, catalog.GIVEN_TEST.get(config.data_set))
    reader = NumberReader(features, row=numbers.columns)
    reads = _numbers_of(parts[2]), _numbers_of(parts[0])
    return Material(*parts, numbers.classes, reader, *reads, {"noun": "sequences"})


def _of_symbols(symbols: TokenSequences, config: DataConfig) -> Material:
    parts = _parted(Sequences.of_one_length(symbols.tokens, symbols.targets), config, None)
    reader = SymbolReader(symbols.words)

    def text_in(part: Sequences) -> Callable[[int], str]:
        def text_of(number: int) -> str:
            ids = part.flat[part.starts[number] :][: part.lengths[number]] - SPECIAL_IDS
            return " ".join(symbols.words[word] for word in ids)

        return text_of

    facts = {"noun": "sequences", "vocabulary": len(reader.vocabulary)}
    return Material(*parts, symbols.classes, reader, text_in(parts[2]), text_in(parts[0]), facts)


def of_series(series: Series, config: DataConfig) -> Material:
    """Raises DataError for a series that is too short, or whose later values are beyond all measure."""
    _, targets = cut_windows(series.values, config.window, config.horizon)
    split = split_in_time(len(targets), config.validation_share, config.test_share, config.horizon)
    known = series.values[: seen_values(split.training, config.window, config.horizon)]
    differences = config.scaling == "differences"
    fitted = config.scaling != "none"
    scaler = Scaler.fit(known, differences=differences) if fitted else Scaler.identity(series.values.shape[1])
    with np.errstate(over="ignore"):  # told in a sentence
        scaled = scaler.transform(series.values).astype(np.float32)
    if not np.isfinite(scaled).all():
        raise DataError("Some values are too far from those of the training part to compute with. Leave them out.")
    count, steps = len(targets), config.window - differences
    scaled_targets = cut_windows(scaled, steps, config.horizon)[1]
    all_windows = Sequences(scaled, np.arange(count), np.full(count, steps), scaled_targets)
    training, validation, test = (all_windows.take(np.arange(part.start, part.stop)) for part in split)
    parts = SeriesParts(series, scaler, split, config.window, config.horizon)
    reader = NumberReader(series.values.shape[1], scaler, config.window, series.names, series.season, series.taken)
    facts = {"noun": "windows", "windows": count}
    watching = validation if len(validation) else test
    reads = _numbers_of(test), _numbers_of(training)
    return Material(training, watching, test, (), reader, *reads, facts, parts)


def _parted(sequences: Sequences, config: DataConfig, given_test: int | None) -> tuple[Sequences, Sequences, Sequences]:
    split = splits.split_examples(
        np.arange(len(sequences)),
        limit=len(sequences),
        validation_share=config.validation_share,
        test_share=config.test_share,
        seed=config.split_seed,
        given_test=given_test if config.split == "given" else None,
    )
    if not len(split.training) or not len(split.test):
        raise DataError(f"{len(sequences)} sequences leave nothing to train on or to test with. Take other shares.")
    training, validation, test = (sequences.take(part) for part in (split.training, split.validation, split.test))
    return training, validation if len(validation) else test, test


def _numbers_of(sequences: Sequences) -> Callable[[int], str]:
    def text_of(number: int) -> str:
        steps = sequences.flat[sequences.starts[number] :][: sequences.lengths[number]]
        return " ; ".join(" ".join(f"{value:.3g}" for value in step) for step in steps)

    return text_of
