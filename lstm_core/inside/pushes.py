"""Which words of a text pushed the answer of a trained model, and how far."""

from typing import Any, Literal

import torch

from lstm_core.errors import DataError
from lstm_core.inspection.attribution import Pushes, integrated_gradients, leave_one_out, log_odds
from lstm_core.trained import TrainedModel

Method = Literal["gradients", "leave-one-out"]
MOST_WORDS = 1_000


def pushes(model: TrainedModel, text: str, method: Method) -> dict[str, Any]:
    """Plain values: the words that are read, each with its push in logits towards `towards` (negative: away from it).

    With two classes `towards` is always the second. Raises DataError for a text without a word or with more than `MOST_WORDS`, and for
    models that read numbers, or answer several steps, or predict values.
    """
    if model.network.embedding is None or not model.classes or model.answers > 1:
        raise DataError("Pushes of words are measured for models that read words or symbols and answer with one class.")
    reading = model.reader.read(text)
    if not 0 < len(reading.read) <= MOST_WORDS:
        raise DataError(f"There are {len(reading.read):,} words to weigh; give 1 to {MOST_WORDS:,}.")
    ids = torch.from_numpy(reading.inputs).long()
    towards = _towards(model, ids)
    measure = leave_one_out if method == "leave-one-out" else integrated_gradients
    found = measure(model.network, ids, log_odds(towards))
    return _plain(model, reading.read, found, towards, method)


def _towards(model: TrainedModel, ids: torch.Tensor) -> int:
    """The second of two classes, else the one that is said."""
    if len(model.classes) == 2:
        return 1
    model.network.eval()
    with torch.inference_mode():
        return int(model.network(ids[None], torch.tensor([len(ids)])).argmax())


def _plain(
    model: TrainedModel, read: tuple[tuple[str, bool], ...], found: Pushes, towards: int, method: str
) -> dict[str, Any]:
    by_word = found.words[len(found.words) - len(read) :]  # padding at the front is no word
    return {
        "towards": model.classes[towards],
        "away": model.classes[0] if len(model.classes) == 2 else f"not {model.classes[towards]}",
        "method": method,
        "words": [[word, known, float(push)] for (word, known), push in zip(read, by_word, strict=True)],
        "score": found.full,
        "unknown_score": found.empty,
        "gap": found.gap,
        "network_alone": model.ngrams is not None,  # n-grams answer beside it, and are not weighed here
    }
