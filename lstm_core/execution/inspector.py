"""The process that looks inside models: `python -m lstm_core.execution.inspector HOME`, one JSON line in, one out.

A process of its own: what takes it a second holds up nobody who only wants an answer to a text.
"""

import sys
from pathlib import Path
from typing import Any

from lstm_core.errors import LabError
from lstm_core.execution.asked import Asked, Newest, serve
from lstm_core.home import Home
from lstm_core.runs import moments

_MODELS_KEPT, _LOOKS_KEPT, _HABITS_KEPT, _PROBES_KEPT = 6, 12, 4, 1_000


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
        from lstm_core.inside.microscope import Look
        from lstm_core.inspection.habits import Habits
        from lstm_core.trained import TrainedModel

        self._home = home
        self._models, self._looks = Newest[TrainedModel](_MODELS_KEPT), Newest[Look](_LOOKS_KEPT)
        self._habits = Newest[Habits](_HABITS_KEPT)
        self._probed = Newest[list[float | None]](_PROBES_KEPT)

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        arguments = {name: value for name, value in question.items() if name != "ask"}
        match question["ask"]:
            case "gates":
                return self.gates(**arguments)
            case "pushes":
                return self.pushes(**arguments)
            case "ahead":
                return self.ahead(**arguments)
            case "gradients":
                return self.gradients(**arguments)
            case "untrained":
                from lstm_core.inside.reach import untrained_reach

                return untrained_reach(**arguments)
            case "example":
                return self.example(**arguments)
            case "habits":
                return self.habits(**arguments)
            case "probes":
                return self.probes(**arguments)
            case "denormals":
                from lstm_core.inspection.denormals import lesson

                return lesson()
            case other:
                raise ValueError(f"nobody asks {other!r}")

    def gates(
        self,
        run: str,
        text: str,
        step: int | None = None,
        layer: int = 0,
        unit: int | None = None,
        sort: str = "spread",
    ) -> dict[str, Any]:
        """`gate_view` of a text in the model of a run; step: at that moment of its training, else as it ended."""
        from lstm_core.inside.gate_view import Choice, gate_view
        from lstm_core.inside.microscope import look

        model = self._model(run, step)
        seen = self._looks.get((run, step, text), lambda: look(model, text))
        return {**gate_view(seen, Choice(layer, unit, sort)), "classes": list(model.classes)}

    def pushes(self, run: str, text: str, method: Any = "gradients") -> dict[str, Any]:
        """`pushes.pushes` of a text in the model of a run."""
        from lstm_core.inside.pushes import pushes

        return pushes(self._model(run, None), text, method)

    def ahead(self, run: str, values: list[list[float]], steps: int) -> dict[str, Any]:
        """What follows (T, F) values of a series, as the model of a run forecasts it."""
        import numpy as np

        return {"values": self._model(run, None).ahead(np.array(values, np.float64), steps).tolist()}

    def gradients(self, run: str, step: int | None = None, from_the_end: bool = True) -> dict[str, Any]:
        """`reach` on the sequences that are kept with the run."""
        from lstm_core.inside.reach import reach

        return reach(self._model(run, step), self._sample(run, "diagnostic"), from_the_end=from_the_end)

    def example(self, run: str, number: int) -> dict[str, Any]:
        """A sequence of the test part as one would type it; after the last one that is kept comes the first."""
        from lstm_core.inside.written import written

        sequences = self._sample(run, "test")
        start, length = (part[number % len(sequences)] for part in (sequences.starts, sequences.lengths))
        reader = self._model(run, 0).reader  # the first moment is always there, while it trains too
        return {"text": written(reader, sequences.flat[start : start + length])}

    def habits(self, run: str, step: int | None, layer: int, letter: str, unit: int) -> dict[str, Any]:
        """Where a unit opens and closes over the sequences of the test part that are kept with the run."""
        from lstm_core.inside.unit_habits import plain, unit_habits

        model, sequences = self._model(run, step), self._sample(run, "test")
        found = self._habits.get((run, step, layer, letter), lambda: unit_habits(model, sequences, layer, letter))
        return {**plain(model, found, unit), "sequences": len(sequences)}

    def probes(self, run: str, steps: list[int], probes: list[str]) -> dict[str, Any]:
        """The answers at every moment; those of moments that were asked about before are remembered."""
        from lstm_core.inside.probing import probed, what_is_drawn

        def asked(step: int) -> list[float | None]:
            try:
                return self._probed.get((run, step, *probes), lambda: probed(self._model(run, step), probes))
            except LabError:  # thinned out since the page was drawn
                return [None] * len(probes)

        answers = [asked(step) for step in steps]
        return {"answers": answers, **what_is_drawn(self._model(run, steps[0]))}

    def _sample(self, run: str, part: str) -> Any:
        from lstm_core.inside.album import load_sample

        try:
            return load_sample(self._home.run(run), part)
        except FileNotFoundError:
            raise LabError(
                f"Run {run} was trained before sequences to look at were kept with a run. Train it again to see this."
            ) from None

    def _model(self, run: str, step: int | None) -> Any:
        from lstm_core.trained import TrainedModel

        folder = self._home.run(run)
        if step is None:
            return self._models.get((run, step), lambda: TrainedModel.load(folder))
        weights = moments.weights_of(folder, step)
        if not weights.exists():
            raise LabError(
                f"The weights of step {step:,} are no longer there: later moments took their place. Choose another."
            )
        return self._models.get((run, step), lambda: TrainedModel.load(weights.parent, weights.name))


def main() -> None:
    """Answers until standard input ends."""
    from lstm_core import runtime

    runtime.prepare_process(threads=1)
    serve(Answers(Home(Path(sys.argv[1]))).answer)


if __name__ == "__main__":
    main()
