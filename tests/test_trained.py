import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
import safetensors.torch
import torch

from lstm_core.data.ngrams import NGrams
from lstm_core.errors import LabError
from lstm_core.models.network import Network
from lstm_core.ngram_path import NGramPath
from lstm_core.readers import TextReader
from lstm_core.text.vocabulary import Vocabulary
from lstm_core.trained import Prediction, TrainedModel

VOCABULARY = Vocabulary(("the", "film", "was", "good", "bad", "don't"))
FILES = ["model.safetensors", "model.json", "vocabulary.json"]


def classifier(sequence_length: int = 6, keep: str = "last", **model: Any) -> TrainedModel:
    torch.manual_seed(0)
    sizes = {"vocabulary": len(VOCABULARY), "outputs": 2, "embedding_size": 5, "hidden_size": 6}
    arguments = {**sizes, "dropout": 0.5, **model}
    reader = TextReader(VOCABULARY, "words", sequence_length, keep, "end")
    return TrainedModel(Network(**arguments), arguments, reader, ("negative", "positive"))


def answer(model: TrainedModel, text: str) -> Prediction:
    (prediction,) = model.predict([text])
    assert prediction is not None
    return prediction


TEXTS = ["The film was good.", "bad bad film!", "I don't know any of it", "", "the film was bad 👍 the film was good"]


def test_the_outputs_alone_are_those_of_the_predictions():
    for model in (classifier(), classifier(keep="first", pooling="last")):
        expected = [one.outputs if one else None for one in model.predict(TEXTS)]
        assert model.outputs_of(TEXTS) == expected
        assert model.outputs_of(["", "..."]) == [None, None]


# On disk


@pytest.mark.parametrize("model", [{}, {"layers": 2, "directions": 2, "pooling": "last"}, {"pooling": "max"}])
def test_a_loaded_model_answers_as_the_saved_one(tmp_path: Path, model: dict[str, Any]):
    saved = classifier(keep="first", **model)
    saved.save(tmp_path / "run")
    loaded = TrainedModel.load(tmp_path / "run")
    assert loaded.predict(TEXTS) == saved.predict(TEXTS)
    assert (loaded.classes, loaded.reader, loaded.arguments) == (saved.classes, saved.reader, saved.arguments)


def test_nothing_is_pickled(tmp_path: Path):
    classifier().save(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(FILES)
    for name in ("model.json", "vocabulary.json"):
        json.loads((tmp_path / name).read_text(encoding="utf-8"))
    weights = safetensors.torch.load_file(tmp_path / "model.safetensors")
    assert set(weights) == set(classifier().network.state_dict())


@pytest.mark.parametrize("missing", FILES)
def test_an_incomplete_folder_is_refused_with_a_way_on(tmp_path: Path, missing: str):
    classifier().save(tmp_path / "run-7")
    (tmp_path / "run-7" / missing).unlink()
    with pytest.raises(LabError, match=r"run-7.*[Tt]rain it again\.$"):
        TrainedModel.load(tmp_path / "run-7")


def test_a_folder_that_is_not_there_is_refused_too(tmp_path: Path):
    with pytest.raises(LabError, match=r"^Run nobody has no trained model"):
        TrainedModel.load(tmp_path / "nobody")


def test_a_model_of_another_version_is_refused_with_a_way_on(tmp_path: Path):
    classifier().save(tmp_path)
    description = json.loads((tmp_path / "model.json").read_text())
    (tmp_path / "model.json").write_text(json.dumps({**description, "format": "lstm-lab classifier 99"}))
    with pytest.raises(LabError, match=r"another version of LSTM Lab\. Train it again\.$"):
        TrainedModel.load(tmp_path)


# In use


def test_an_answer_has_a_probability_for_every_class_and_the_words_that_were_read():
    prediction = answer(classifier(), "The FILM was, er, good!")
    assert len(prediction.outputs) == 2
    assert sum(prediction.outputs) == pytest.approx(1.0)
    assert prediction.words == 5
    assert prediction.read == (("the", True), ("film", True), ("was", True), ("er", False), ("good", True))


def test_every_text_has_the_answer_it_has_alone():
    model = classifier()
    for text, together in zip(TEXTS, model.predict(TEXTS), strict=True):
        (alone,) = model.predict([text])
        assert (alone is None) == (together is None) == (text == "")
        if alone and together:
            assert together.read == alone.read
            np.testing.assert_allclose(together.outputs, alone.outputs, rtol=1e-5)


@pytest.mark.parametrize("text", ["", "   ", "?!…", "👍🎬", "<br />", "''"])
def test_a_text_without_a_word_has_no_answer(text: str):
    assert classifier().predict([text]) == [None]


def test_no_texts_have_no_answers():
    assert classifier().predict([]) == []


def test_unknown_words_alone_have_an_answer_and_are_said_to_be_unknown():
    prediction = answer(classifier(), "Völlig unbekannt")
    assert prediction.read == (("völlig", False), ("unbekannt", False))
    assert sum(prediction.outputs) == pytest.approx(1.0)


def test_emoji_between_words_change_nothing():
    assert answer(classifier(), "good 👍👍 film 🎬") == answer(classifier(), "good film")


@pytest.mark.parametrize(("keep", "read"), [("last", "film was good"), ("first", "bad bad bad")])
def test_of_a_long_text_only_a_part_is_read(keep: str, read: str):
    model = classifier(sequence_length=3, keep=keep)
    prediction = answer(model, "bad " * 99_997 + "film was good")
    assert prediction.words == 100_000
    assert [word for word, _ in prediction.read] == read.split()
    assert prediction.outputs == answer(model, read).outputs


# Beside n-grams


def beside_ngrams() -> TrainedModel:
    """The word “good” (id 5), alone or after “film”, speaks for the second class, “bad” for the first."""
    keys = (np.array([5, 6], np.int64), np.array([3 * len(VOCABULARY) + 5], np.int64))
    ngrams = NGrams(len(VOCABULARY), keys, np.array([2.0, -2.0, 1.0], np.float32), 0.5)
    return replace(classifier(), ngrams=NGramPath(ngrams, lstm_weight=0.0, ngram_weight=2.0, bias=-1.0))


def test_the_answer_is_weighed_with_that_of_the_ngrams(tmp_path: Path):
    model = beside_ngrams()
    model.save(tmp_path)
    for asked in (model, TrainedModel.load(tmp_path)):
        for text, logit in (("film good", 2 * (0.5 + 2 + 1) - 1), ("bad film, bad", 2 * (0.5 - 2) - 1), ("film", 0.0)):
            assert answer(asked, text).outputs[1] == pytest.approx(1 / (1 + np.exp(-logit)), rel=1e-5)


def test_ngrams_are_not_pickled_either_and_must_be_complete(tmp_path: Path):
    beside_ngrams().save(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == {*FILES, "ngrams.safetensors"}
    arrays = safetensors.numpy.load_file(tmp_path / "ngrams.safetensors")
    safetensors.numpy.save_file({**arrays, "weights": arrays["weights"][1:]}, tmp_path / "ngrams.safetensors")
    with pytest.raises(LabError, match=r"damaged or of another version"):
        TrainedModel.load(tmp_path)
    (tmp_path / "ngrams.safetensors").unlink()
    with pytest.raises(LabError, match=r"[Tt]rain it again\.$"):
        TrainedModel.load(tmp_path)


def test_a_model_from_before_there_were_ngrams_is_read(tmp_path: Path):
    classifier().save(tmp_path)
    description = json.loads((tmp_path / "model.json").read_text())
    older = {**description, "format": "lstm-lab model 2"}
    (tmp_path / "model.json").write_text(json.dumps(older))
    assert TrainedModel.load(tmp_path).predict(TEXTS) == classifier().predict(TEXTS)
