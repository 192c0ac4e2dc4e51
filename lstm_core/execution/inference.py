"""The process that answers: `python -m lstm_core.execution.inference HOME`, one JSON line in, one out.

It keeps torch and the models out of the web server, and answers on one thread so that training keeps the cores.
"""

import json
import logging
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lstm_core.errors import LabError
from lstm_core.execution import processes
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
    """The web server's side: starts the process when the first question comes and again should it have died."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ready(self) -> bool:
        """Starts the process where none runs, without waiting for it; true when one was there already."""
        if not self._lock.acquire(blocking=False):
            return True  # it is answering somebody
        try:
            return self._ready()
        finally:
            self._lock.release()

    def predict(self, run_id: str, texts: Sequence[str]) -> list[Answer | None]:
        """An answer for every text; None for one without a word.

        Raises LabError for a run without a model and for more than `MOST_CHARACTERS`.
        """
        if sum(map(len, texts)) > MOST_CHARACTERS:
            raise LabError(
                f"That is too much at once: {sum(map(len, texts)):,} characters, the most is {MOST_CHARACTERS:,}."
            )
        reply = self._ask({"run": run_id, "texts": list(texts)})
        if "error" in reply:
            raise LabError(reply["error"])
        return [answer_of(reply["classes"], **one) if one else None for one in reply["answers"]]

    def close(self) -> None:
        with self._lock:
            self._discard()

    def _ready(self) -> bool:
        if self._process is not None and self._process.poll() is None:
            return True
        self._discard()
        self._process = processes.start(
            "lstm_core.execution.inference",
            str(self._home.folder),
            log=self._home.logs / "inference.log",
            stdout=subprocess.PIPE,
        )
        return False

    def _discard(self) -> None:
        if self._process is not None:
            processes.discard(self._process)
            self._process = None

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """Asks a second time where the process is found dead: most likely it died long before this question."""
        with self._lock:
            line = self._line(question) or self._line(question)
        if not line:
            raise LabError(
                f"The process that answers ended unexpectedly; ask again. Details are in {self._home.logs / 'inference.log'}."
            )
        reply: dict[str, Any] = json.loads(line)
        return reply

    def _line(self, question: dict[str, Any]) -> bytes:
        self._ready()
        assert self._process
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(json.dumps(question).encode() + b"\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except OSError:
            line = b""
        if not line:
            self._discard()
        return line


def answer_of(classes: Sequence[str], outputs: Sequence[float], words: int, read: Iterable[tuple[str, bool]]) -> Answer:
    """outputs: the probabilities of the classes, one answer after the other; or values in their own unit."""
    read = tuple((word, known) for word, known in read)
    if not classes:
        return Answer(" ".join(f"{value:.4g}" for value in outputs), None, {}, words, read)
    width = len(classes)
    rows = [outputs[start : start + width] for start in range(0, len(outputs), width)]
    best = [max(range(width), key=row.__getitem__) for row in rows]
    predicted = " ".join(classes[number] for number in best)
    probability = min(row[number] for row, number in zip(rows, best, strict=True))
    probabilities = dict(zip(classes, rows[0], strict=True)) if len(rows) == 1 else {}
    return Answer(predicted, probability, probabilities, words, read)


def main() -> None:
    """Answers until standard input ends."""
    from lstm_core import runtime
    from lstm_core.trained import TrainedModel

    runtime.prepare_process(threads=1)
    home, models = Home(Path(sys.argv[1])), OrderedDict[str, TrainedModel]()

    def model(run_id: str) -> TrainedModel:
        if run_id not in models:
            models[run_id] = TrainedModel.load(home.run(run_id))
        models.move_to_end(run_id)
        if len(models) > _MODELS_KEPT:
            models.popitem(last=False)
        return models[run_id]

    for line in sys.stdin.buffer:
        question = json.loads(line)
        try:
            chosen = model(question["run"])
            answers = [vars(answer) if answer else None for answer in chosen.predict(question["texts"])]
            reply: dict[str, Any] = {"classes": chosen.classes, "answers": answers}
        except LabError as problem:
            reply = {"error": str(problem)}
        except Exception:
            logging.exception("a question could not be answered")
            reply = {
                "error": "This could not be answered; the log of the inference process says why. Try another text or run."
            }
        sys.stdout.buffer.write(json.dumps(reply).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
