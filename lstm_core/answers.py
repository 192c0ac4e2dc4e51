"""What a trained network answers on validation and test part: measured once, kept beside the model with what follows from it."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from torch import nn

from lstm_core.data import kept_texts
from lstm_core.evaluation import class_evaluation
from lstm_core.evaluation.measure import Measured, measure
from lstm_core.evaluation.outputs import EVALUATION, ClassOutputs
from lstm_core.home import Home
from lstm_core.material import Material
from lstm_core.objectives import objective_for
from lstm_core.runtime import Runtime


@dataclass(frozen=True)
class Answers:
    """On both parts that were not trained on; no validation where the test part stood in for it."""

    test: Measured
    validation: Measured | None


def measured_answers(network: nn.Module, material: Material, chosen: Runtime) -> Answers:
    objective = objective_for(len(material.classes))
    test = measure(network, material.test, objective, chosen.device, chosen.autocast)
    if not material.validates:
        return Answers(test, None)
    return Answers(test, measure(network, material.validation, objective, chosen.device, chosen.autocast))


def keep_answers(answers: Answers, material: Material, home: Home, folder: Path) -> None:
    """Writes the outputs and the evaluation, the evaluation last: where it is, all is there."""
    if not material.classes:
        return
    outputs = _class_outputs(answers, material, home)
    outputs.save(folder)
    evaluation = class_evaluation.evaluation(outputs, material.classes)
    (folder / EVALUATION).write_text(json.dumps(evaluation), encoding="utf-8")


def _class_outputs(answers: Answers, material: Material, home: Home) -> ClassOutputs:
    classes = len(material.classes)
    texts = [material.text_of(number) for number in range(len(material.test))]
    watched = answers.validation.outputs if answers.validation else np.empty((0, classes), np.float32)
    return ClassOutputs(
        material.test.targets.ravel(),
        answers.test.outputs.reshape(-1, classes),
        material.validation.targets.ravel() if answers.validation else np.empty(0, np.int64),
        watched.reshape(-1, classes),
        material.answers,
        kept_texts.keep(texts, home.texts),
    )
