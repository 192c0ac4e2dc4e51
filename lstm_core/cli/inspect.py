"""Every gate and every state of a trained run, on one text."""

from typing import Annotated, Any

import typer
from rich.table import Table

from lstm_core.cli.given import AsJson, Folder, RunId, found, home_of
from lstm_core.cli.output import print_json, result
from lstm_core.runs.store import RunStore


def inspect(
    run_id: RunId,
    text: Annotated[str, typer.Argument(help="A text; of a run on numbers its values, with blanks between them.")],
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Every gate and state of a trained run at every step of a text; --json has all numbers, weights and inputs too."""
    from lstm_core.inside.microscope import look, plain
    from lstm_core.trained import TrainedModel

    home = home_of(folder)
    found(RunStore(home.database), run_id)
    model = TrainedModel.load(home.run(run_id))
    seen = look(model, text)
    if as_json:
        print_json({**plain(model, seen), "prediction": _prediction(model, text)})
    else:
        result.print(_table(plain(model, seen)))


def _prediction(model: Any, text: str) -> dict[str, Any]:
    from lstm_core.execution.inference import answer_of

    (said,) = model.predict([text])
    if not model.classes:
        return {"values": list(said.outputs)}
    answer = answer_of(model.classes, **vars(said))
    return {"predicted": answer.predicted, "probability": answer.probability, "probabilities": answer.probabilities}


def _table(seen: dict[str, Any]) -> Table:
    """A row a step: what stands there, how far the gates of the highest layer are open on average, and the answer had it ended there."""
    layer, classes = seen["layers"][-1], seen["classes"]
    gates = [gate for gate in "iforz" if gate in layer]
    table = Table("step", "reads", *gates, "|h|", *(classes or ["answer"]))
    answers = dict(zip(seen["after_steps"], seen["answers"], strict=True))
    for step, token in enumerate(seen["tokens"], 1):
        means = [f"{_mean(layer[gate][step - 1]):.2f}" for gate in gates]
        size = _mean([abs(value) for value in layer["h"][step - 1]])
        answer = [f"{value:.3g}" for value in answers.get(step, [])]
        table.add_row(str(step), token, *means, f"{size:.3f}", *(answer if classes else [" ".join(answer)]))
    return table


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
