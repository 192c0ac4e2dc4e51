"""What comes next in a series, on the page Predict."""

import json
from typing import Any

import pytest
from filled_lab import FilledLab, OpenPage, texts

from lstm_core.data.uploads import Incoming
from lstm_core.execution import errand as carried
from lstm_core.execution.errands import Errands
from lstm_core.execution.inspector import Inspector
from ui import services
from ui.evaluate import kept


@pytest.fixture(autouse=True)
def a_step_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that says the last value, and one more at every step."""

    def ask(_self: Inspector, question: dict[str, Any]) -> dict[str, Any]:
        return {"values": [question["values"][-1][0] + step for step in range(1, question["steps"] + 1)]}

    monkeypatch.setattr(Inspector, "ask", ask)
    monkeypatch.setattr(
        Errands, "result", lambda _self, kind, arguments, _file: carried.carried_out(kind, arguments, services.home())
    )


def test_it_goes_on_from_the_end_of_its_own_series(lab: FilledLab, open_page: OpenPage) -> None:
    lab.forecast_evaluated()
    at = open_page("predict")
    assert not at.exception
    assert not at.error
    figure = json.loads(at.get("plotly_chart")[0].proto.spec)
    assert figure["data"][-1]["name"] == "forecast"
    assert "the series it was trained and tested on" in texts(at)
    assert "± " in texts(at)
    assert "Errors were measured up to 3 steps ahead; past that there is no interval." in texts(at)
    assert at.get("download_button")[0].key == "outlook_download"
    at.number_input("steps_ahead_200").set_value(2).run()
    assert "no interval" not in texts(at)


def test_of_several_columns_it_asks_for_whole_steps(lab: FilledLab, open_page: OpenPage) -> None:
    window = lab.forecast_evaluated(columns=("units", "visitors", "a*price")).config.data.window
    at = open_page("predict")
    assert not at.exception
    asked = f"{window} steps of 3 values each, units, visitors, a\\*price,"
    assert asked in texts(at)
    assert (
        at.text_input("try_text").label
        == f"The last {window} steps of your own series, each with units, visitors, a\\*price"
    )
    bar = json.loads(at.get("plotly_chart")[0].proto.spec)["data"][0]
    assert bar["name"] == "90% interval"
    assert bar["error_y"]


def test_without_a_validation_part_there_is_no_interval(lab: FilledLab, open_page: OpenPage) -> None:
    lab.forecast_evaluated(validation=False)
    at = open_page("predict")
    assert not at.exception
    assert "no errors to make an interval of" in texts(at)


def test_a_run_without_its_series_is_asked_to_answer_again(lab: FilledLab, open_page: OpenPage) -> None:
    lab.forecast()
    at = open_page("predict")
    assert not at.exception
    assert at.button("start_answers").label == "Let it answer again"


def test_newer_values_are_taken_from_a_file_and_left_again(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.forecast_evaluated()
    with Incoming("newer.csv", lab.home) as incoming:
        incoming.write(("day,value\n" + "\n".join(f"2026-01-{day:02},{day}" for day in range(1, 31))).encode())
        upload = incoming.finish()
    at = open_page("predict", run=run.id, values=upload.id)
    assert not at.exception
    assert not at.error
    assert "newer.csv" in texts(at)
    at.button("own_values").click().run()
    assert "the series it was trained and tested on" in texts(at)


def test_newer_values_of_another_scale_are_told(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.forecast_evaluated()
    with Incoming("newer.csv", lab.home) as incoming:
        incoming.write(("day,value\n" + "\n".join(f"2026-01-{day:02},{day}000000" for day in range(1, 31))).encode())
        upload = incoming.finish()
    at = open_page("predict", run=run.id, values=upload.id)
    assert not at.exception
    assert "far from those the model learned from" in at.warning[0].value


@pytest.mark.parametrize("content", ["day,value\n2026-01-01,1\n2026-01-02,two\n", "nothing\n"])
def test_a_file_that_cannot_be_used_is_a_sentence(lab: FilledLab, open_page: OpenPage, content: str) -> None:
    run = lab.forecast_evaluated()
    with Incoming("odd.csv", lab.home) as incoming:
        incoming.write(content.encode())
        upload = incoming.finish()
    at = open_page("predict", run=run.id, values=upload.id)
    assert not at.exception
    assert at.error
    assert at.button("own_values")


def test_a_file_that_is_gone_is_a_sentence(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.forecast_evaluated()
    at = open_page("predict", run=run.id, values="0" * 32)
    assert "is not here any more" in at.warning[0].value


def test_the_box_takes_its_last_values(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.forecast_evaluated()
    at = open_page("predict", run=run.id)
    at.button("take_example").click().run()
    assert len(at.text_input("try_text").value.split()) == run.config.data.window


def test_the_box_does_without_an_example_that_is_gone(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.forecast_evaluated()
    at = open_page("predict", run=run.id)
    (lab.home.run(run.id) / "outputs.npz").unlink()
    kept._forecast_outputs.clear()
    at.run()
    assert not at.exception
    assert ["has not kept what it answered" in error.value for error in at.error] == [True]
    assert at.text_input("try_text")
    assert not any(button.key == "take_example" for button in at.button)
