"""Pushes of the words a person typed."""

import pytest
import torch

from lstm_core.errors import DataError
from lstm_core.inside.pushes import MOST_WORDS, pushes
from lstm_core.models.network import Network
from lstm_core.readers import NumberReader, SymbolReader, TextReader
from lstm_core.text.vocabulary import Vocabulary
from lstm_core.trained import TrainedModel

WORDS = Vocabulary(("the", "film", "was", "good", "bad"))


def model(padding: str = "end", classes: tuple[str, ...] = ("no", "yes")) -> TrainedModel:
    torch.manual_seed(0)
    arguments = {"vocabulary": 7, "outputs": len(classes), "embedding_size": 4, "hidden_size": 4}
    reader = TextReader(WORDS, "words", 6, "last", padding)
    return TrainedModel(Network(**arguments), arguments, reader, classes)


@pytest.mark.parametrize("padding", ["end", "front"])
@pytest.mark.parametrize("method", ["gradients", "leave-one-out"])
def test_every_word_that_is_read_has_its_push(padding: str, method: str) -> None:
    found = pushes(model(padding), "The film was zog", method)  # type: ignore[arg-type]
    assert [(word, known) for word, known, _ in found["words"]] == [
        ("the", True),
        ("film", True),
        ("was", True),
        ("zog", False),
    ]
    assert found["words"][3][2] == pytest.approx(0)  # an unknown word is as good as none
    assert (found["towards"], found["away"], found["method"]) == ("yes", "no", method)
    if method == "gradients":
        total = sum(push for *_, push in found["words"])
        assert total + found["gap"] == pytest.approx(found["score"] - found["unknown_score"])


def test_of_several_classes_the_one_that_is_said_is_pushed_to() -> None:
    asked = model(classes=("red", "green", "blue"))
    said = asked.predict(["the film was good"])[0]
    assert said
    best = max(range(3), key=said.outputs.__getitem__)
    found = pushes(asked, "the film was good", "gradients")
    assert found["towards"] == asked.classes[best]
    assert found["away"] == f"not {asked.classes[best]}"


def test_a_text_without_a_word_or_with_too_many_is_a_sentence() -> None:
    long = TrainedModel(
        model().network, model().arguments, TextReader(WORDS, "words", 2_000, "last", "end"), ("no", "yes")
    )
    for text in ("...", "good " * (MOST_WORDS + 1)):
        with pytest.raises(DataError, match="words to weigh"):
            pushes(long, text, "gradients")


def test_symbols_can_be_weighed_and_numbers_cannot() -> None:
    arguments = {"vocabulary": 4, "outputs": 2, "embedding_size": 3, "hidden_size": 3}
    symbols = TrainedModel(Network(**arguments), arguments, SymbolReader(("a", "b")), ("no", "yes"))
    assert [word for word, *_ in pushes(symbols, "a b a", "gradients")["words"]] == ["a", "b", "a"]
    arguments = {"features": 1, "outputs": 2, "hidden_size": 3}
    numbers = TrainedModel(Network(**arguments), arguments, NumberReader(1), ("no", "yes"))
    with pytest.raises(DataError, match="read words or symbols"):
        pushes(numbers, "1 2 3", "gradients")
