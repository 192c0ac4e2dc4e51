"""The process that looks inside models: `python -m lstm_core.execution.inspector HOME`, one JSON line in, one out.

A process of its own: what takes it a second holds up nobody who only wants an answer to a text.
"""

import sys
from pathlib import Path
from typing import Any

from lstm_core.execution.asked import Asked, Newest, serve
from lstm_core.home import Home

_MODELS_KEPT, _LOOKS_KEPT = 6, 12


class Inspector:
    """The web server's side of it."""

    def __init__(self, home: Home) -> None:
        self._asked = Asked(home, "lstm_core.execution.inspector")

    def ready(self) -> bool:
        """Starts the process where none runs, without waiting for it; true when one was there already."""
        return self._asked.ready()

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """question: what `Answers` has a method for under "ask", and its arguments. Raises LabError for what cannot be answered."""
        return self._asked.ask(question)

    def close(self) -> None:
        self._asked.close()


class Answers:
    """Inside the process: what can be asked, a method each."""

    def __init__(self, home: Home) -> None:
        from lstm_core.microscope import Look
        from lstm_core.trained import TrainedModel

        self._home = home
        self._models, self._looks = Newest[TrainedModel](_MODELS_KEPT), Newest[Look](_LOOKS_KEPT)

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        arguments = {name: value for name, value in question.items() if name != "ask"}
        match question["ask"]:
            case "gates":
                return self.gates(**arguments)
            case "pushes":
                return self.pushes(**arguments)
            case other:
                raise ValueError(f"nobody asks {other!r}")

    def gates(
        self, run: str, text: str, layer: int = 0, unit: int | None = None, sort: str = "spread"
    ) -> dict[str, Any]:
        """`gate_view` of a text in the model of a run."""
        from lstm_core.gate_view import Choice, gate_view
        from lstm_core.microscope import look

        seen = self._looks.get((run, text), lambda: look(self._model(run), text))
        return {**gate_view(seen, Choice(layer, unit, sort)), "classes": list(self._model(run).classes)}

    def pushes(self, run: str, text: str, method: Any = "gradients") -> dict[str, Any]:
        """`pushes.pushes` of a text in the model of a run."""
        from lstm_core.pushes import pushes

        return pushes(self._model(run), text, method)

    def _model(self, run: str) -> Any:
        from lstm_core.trained import TrainedModel

        return self._models.get(run, lambda: TrainedModel.load(self._home.run(run)))


def main() -> None:
    """Answers until standard input ends."""
    from lstm_core import runtime

    runtime.prepare_process(threads=1)
    serve(Answers(Home(Path(sys.argv[1]))).answer)


if __name__ == "__main__":
    main()
