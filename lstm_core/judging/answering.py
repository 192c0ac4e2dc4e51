"""Lets a model that was trained before answer its validation and test part again, so that its evaluation can be shown."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

from lstm_core import runtime
from lstm_core.config import RunConfig
from lstm_core.home import Home
from lstm_core.judging.answers import beside_ngrams, keep_answers, measured_answers
from lstm_core.material import prepared
from lstm_core.trained import TrainedModel
from lstm_core.training.events import Preparing


def answered(config: RunConfig, home: Home, folder: Path) -> Generator[Preparing, None, dict[str, Any]]:
    """Writes what `experiment.run` writes beside its report. Raises LabError where there is no model any more."""
    model = TrainedModel.load(folder)
    material = yield from prepared(config.data, home)
    yield Preparing("Letting the model answer")
    chosen = runtime.choose(config.training.device, config.training.precision)
    answers = measured_answers(model, material, chosen)
    if model.ngrams:
        answers = beside_ngrams(answers, model.ngrams, material)
    keep_answers(answers, model, material, home, folder)
    return {"format": "lstm-lab answered 1"}
