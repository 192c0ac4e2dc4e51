"""The process that answers: `python -m lstm_core.execution.inference HOME`, one JSON line in, one out.

It keeps torch and the models out of the web server, and answers on one thread so that training keeps the cores.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lstm_core.errors import LabError
from lstm_core.evaluation.outputs import in_words
from lstm_core.execution.asked import Asked, Newest, serve
from lstm_core.home import Home

MOST_CHARACTERS = 5_000_000  # of all texts in one question
_MODELS_KEPT = 4


@dataclass(frozen=True)
class Answer:
    """What a model says to one text, or to one row of symbols or numbers."""

    predicted: str  # the class; several classes or values beside each other where it answers so
    probability: float | None  # of that class, of several the lowest; None where values are answered
    probabilities: dict[str, float]  # of every class, where one of them is answered
    words: int  # in the text
    read: tuple[tuple[str, bool], ...]  # the words the model read, and whether it knows each

    @property
    def known(self) -> int:
        """How many of the words that were read are in the vocabulary."""
        return sum(known for _, known in self.read)


class Inference:
    """The web server's side of it."""

    def __init__(self, home: Home) -> None:
        self._asked = Asked(home, "lstm_core.execution.inference")

    def ready(self) -> bool:
        """Starts the process where none runs, without waiting for it; true when one was there already."""
        return self._asked.ready()

    def close(self) -> None:
        self._asked.close()

    def predict(self, run_id: str, texts: Sequence[str]) -> list[Answer | None]:
        """An answer for every text; None for one without a word.

        Raises LabError for a run without a model and for more than `MOST_CHARACTERS`.
        """
        if sum(map(len, texts)) > MOST_CHARACTERS:
            raise LabError(
                f"That is too much at once: {sum(map(len, texts)):,} characters, the most is {MOST_CHARACTERS:,}."
            )
        reply = self._asked.ask({"run": run_id, "texts": list(texts)})
        return [answer_of(reply["classes"], **one) if one else None for one in reply["answers"]]


def answer_of(classes: Sequence[str], outputs: Sequence[float], words: int, read: Iterable[tuple[str, bool]]) -> Answer:
    """outputs: the probabilities of the classes, one answer after the other; or values in their own unit."""
    read = tuple((word, known) for word, known in read)
    predicted, probability = in_words(classes, outputs)
    probabilities = dict(zip(classes, outputs, strict=True)) if len(outputs) == len(classes) else {}
    return Answer(predicted, probability, probabilities, words, read)


def main() -> None:
    """Answers until standard input ends."""
    from lstm_core import runtime
    from lstm_core.trained import TrainedModel

    runtime.prepare_process(threads=1)
    home, models = Home(Path(sys.argv[1])), Newest[TrainedModel](_MODELS_KEPT)

    def answer(question: dict[str, Any]) -> dict[str, Any]:
        run_id = question["run"]
        chosen = models.get(run_id, lambda: TrainedModel.load(home.run(run_id)))
        answers = [vars(answer) if answer else None for answer in chosen.predict(question["texts"])]
        return {"classes": chosen.classes, "answers": answers}

    serve(answer)


if __name__ == "__main__":
    main()
