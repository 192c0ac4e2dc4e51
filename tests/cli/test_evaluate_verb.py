"""`evaluate` on the run's own test part, and on files of every kind with the right answers."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from called import Call, Trained
from rich.console import Console

from lstm_core.cli.output import figures as table_of
from lstm_core.data.number_sequences import adding, sum_of_ten
from lstm_core.data.series import sine
from lstm_core.data.token_sequences import copy_memory, delayed_recall
from lstm_core.runs.store import RunStore
from lstm_core.trained import TrainedModel


def figures(ask: Call, kind: str, *arguments: object) -> dict[str, Any]:
    code, out, err = ask("evaluate", kind, *arguments, "--json")
    assert (code, err) == (0, "")
    answer: dict[str, Any] = json.loads(out)
    return answer


def table(file: Path, header: str, rows: list[str]) -> Path:
    file.write_text("\n".join([header, *rows]))
    return file


def model(trained: Trained, kind: str) -> TrainedModel:
    return TrainedModel.load(trained.folder / "runs" / trained.runs[kind])


@pytest.mark.parametrize("kind", ["texts", "series", "rows", "values", "symbols", "copied"])
def test_without_a_file_they_are_those_of_the_test_part(ask: Call, trained: Trained, kind: str):
    run = RunStore(trained.folder / "lab.sqlite").get(trained.runs[kind])
    assert run
    assert figures(ask, kind) == run.metrics


def test_people_read_the_answers_under_the_names_of_the_classes(ask: Call, trained: Trained):
    said = ask("evaluate", "texts")[1]
    assert "accuracy" in said
    assert "confusion_matrix" not in said
    counts = figures(ask, "texts")["confusion_matrix"]
    for name, row in zip(("negative", "positive"), counts, strict=True):
        line = next(line for line in said.splitlines() if line.replace("│", " ").split()[:1] == [name])
        assert line.replace("│", " ").split() == [name, *(f"{count:,}" for count in row)]


def test_of_many_classes_they_read_the_most_frequent_mistakes():
    names, counts = [f"kind {n}" for n in range(12)], np.diag(np.full(12, 9))
    counts[3, 4], counts[11, 0] = 7, 2
    console = Console(width=80)
    with console.capture() as captured:
        console.print(table_of({"confusion_matrix": counts.tolist()}, names))
    lines = [line for line in captured.get().splitlines() if "kind" in line]
    assert [line.replace("│", " ").split() for line in lines] == [
        ["kind", "3", "kind", "4", "7"],
        ["kind", "11", "kind", "0", "2"],
    ]


def test_texts_with_a_column_of_classes(ask: Call, tmp_path: Path):
    file = table(
        tmp_path / "labelled.csv",
        "id,review,sentiment",
        ["1,The plot was dull.,negative", "2,The plot was superb.,Positive", "3,...,positive"],
    )
    found = figures(ask, "texts", "--data", file)
    assert found["examples"] == sum(map(sum, found["confusion_matrix"])) == 2
    assert found["without_words"] == 1
    assert found["columns"] == {"text": "review", "label": "sentiment"}
    assert found["loss"] > 0


def test_symbols_with_a_column_of_classes(ask: Call, trained: Trained, tmp_path: Path):
    data = delayed_recall(30, 10, 5)
    texts = [" ".join(data.words[token - 2] for token in row) for row in data.tokens]
    labels = [data.classes[n] for n in data.targets]
    file = table(tmp_path / "own.csv", "symbols,first", [f"{a},{b}" for a, b in zip(texts, labels, strict=True)])
    said = [answer.outputs for answer in model(trained, "symbols").predict(texts) if answer]
    right = np.argmax(said, axis=1) == data.targets
    assert figures(ask, "symbols", "--data", file)["accuracy"] == pytest.approx(right.mean())


def test_several_answers_stand_in_one_cell(ask: Call, trained: Trained, tmp_path: Path):
    data = copy_memory(12, 10, 5)
    texts = [" ".join(data.words[token - 2] for token in row) for row in data.tokens]
    labels = [" ".join(data.classes[n] for n in row) for row in data.targets]
    file = table(tmp_path / "own.csv", "symbols,copy", [f"{a},{b}" for a, b in zip(texts, labels, strict=True)])
    found = figures(ask, "copied", "--data", file)
    said = np.array([answer.outputs for answer in model(trained, "copied").predict(texts) if answer])
    assert found["examples"] == 120
    assert found["accuracy"] == pytest.approx((said.reshape(12, 10, 8).argmax(axis=2) == data.targets).mean())


@pytest.mark.parametrize("named", ["label", "Class", "what it is"])
@pytest.mark.parametrize("names", [("5 or less", "more than 5"), ("0", "1")])
def test_rows_of_numbers_with_their_classes_give_what_the_test_part_gave(
    ask: Call, trained: Trained, tmp_path: Path, named: str, names: tuple[str, str]
):
    data = sum_of_ten()
    rows = [
        ",".join([*(repr(float(value)) for value in data.inputs[n, :, 0]), names[data.targets[n]]])
        for n in range(800, 1_000)
    ]
    file = table(tmp_path / "rows.csv", ",".join([*(f"x{n}" for n in range(10)), named]), rows)
    found = figures(ask, "rows", "--data", file)
    own = figures(ask, "rows")
    assert found["confusion_matrix"] == own["confusion_matrix"]
    assert found["loss"] == pytest.approx(own["loss"], rel=1e-3)


def test_rows_of_numbers_with_a_number_for_an_answer(ask: Call, trained: Trained, tmp_path: Path):
    data = adding(15, 20, 5)
    rows = [
        f"{target[0]}," + ",".join(map(repr, row.ravel().tolist()))
        for row, target in zip(data.inputs, data.targets, strict=True)
    ]
    header = "target," + ",".join(f"x{n}" for n in range(data.inputs[0].size))
    found = figures(ask, "values", "--data", table(tmp_path / "rows.csv", header, rows))
    said = [
        answer.outputs
        for answer in model(trained, "values").predict([" ".join(r.split(",")[1:]) for r in rows])
        if answer
    ]
    assert found["examples"] == 15
    assert found["mse"] == pytest.approx(np.square(np.array(said) - data.targets).mean(), rel=1e-5)
    assert found["loss"] == found["mse"]


def test_a_series_is_forecast_one_step_ahead_from_all_its_windows(ask: Call, trained: Trained, tmp_path: Path):
    values = 2 + sine().values[:150]
    file = table(
        tmp_path / "series.csv", "day,value", [f"d{n},{value!r}" for n, value in enumerate(values[:, 0].tolist())]
    )
    found = figures(ask, "series", "--data", file)
    forecaster = model(trained, "series")
    said = np.array([forecaster.forecast(values[start : start + 50])[0] for start in range(100)])
    errors = values[50:, 0] - said
    assert found["examples"] == 100
    assert found["mae"] == pytest.approx(np.abs(errors).mean(), rel=1e-4)
    a_season_before = np.abs(values[63:, 0] - values[:-63, 0]).mean()  # the season the run knows of its series
    assert found["mase"] == pytest.approx(np.abs(errors).mean() / a_season_before, rel=1e-4)
    scale = forecaster.reader.scaler.scale[0]
    assert found["loss"] == pytest.approx(np.square(errors / scale).mean(), rel=1e-4)
