"""Gradient reach on the page Compare: asked once, shown when it is there, left out where there is none."""

from concurrent.futures import Future
from typing import Any

import pytest
from filled_lab import FilledLab, OpenPage, texts
from test_compare_page import GAP, TEXTBOOK, ended_group, groups

from lstm_core.comparison.races import race
from lstm_core.errors import LabError
from ui.compare import reach

HEAD = "gradient reaches back"


class Asked:
    """Stands for the process that looks inside; `answers` by run, a LabError for what cannot be measured."""

    def __init__(self) -> None:
        self.runs: list[str] = []
        self.answers: dict[str, Future[dict[str, Any]]] = {}

    def asked(self, question: dict[str, Any]) -> Future[dict[str, Any]]:
        assert question == {"ask": "gradients", "run": question["run"]}
        self.runs.append(question["run"])
        return self.answers.setdefault(question["run"], Future())


def layer(steps: int, sentence: str) -> dict[str, Any]:
    return {"layers": [{"fading": {"factor": 0.6, "reach": steps, "steps": 71, "alarm": ""}, "words": sentence}]}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    one = Asked()
    monkeypatch.setattr(reach, "questions", lambda: one)
    return one


def test_reach_comes_when_it_is_measured_and_is_asked_for_once(
    lab: FilledLab, open_page: OpenPage, asked: Asked
) -> None:
    group = ended_group(lab, "race", race(GAP), TEXTBOOK)
    at = open_page("compare", race=group)
    assert "Measuring how far the gradients reach" in texts(at)
    assert HEAD not in texts(at)
    found = groups(lab).get(group)
    assert found
    rnn, gru, lstm = (run.id for run in found.runs)
    asked.answers[rnn].set_result(layer(12, "It halves every 1.4 steps."))
    asked.answers[gru].set_exception(LabError("This run kept no sequences."))
    asked.answers[lstm].set_result(layer(70, "It stays about the same."))
    at.run()
    said = texts(at)
    assert not at.exception
    assert not at.error
    assert HEAD in said
    assert "<td>12 of 70 steps</td>" in said
    assert "<td>70 of 70 steps</td>" in said
    assert "**RNN**: It halves every 1.4 steps." in said
    assert "Measuring how far" not in said
    at.run()
    assert asked.runs == [rnn, gru, lstm]  # the one that failed is not asked for again


def test_nothing_is_measured_while_something_trains(lab: FilledLab, open_page: OpenPage, asked: Asked) -> None:
    runs = [lab.finished().id, lab.running().id]
    open_page("compare", race=groups(lab).create("race", runs))
    assert asked.runs == []
