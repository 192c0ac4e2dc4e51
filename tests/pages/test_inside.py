"""The page Inside: what it asks the process that looks inside models, and what it hands to the microscope."""

import json
import shutil
import time
from concurrent.futures import Future
from typing import Any

import pytest
from filled_lab import FilledLab, OpenPage, texts
from streamlit.testing.v1 import AppTest

from lstm_core.runs import moments
from lstm_core.runs.moments import Moment
from lstm_core.runs.record import RunRecord
from ui.looked import questions as questions_of_pages

WORKED_AT = [
    "Looking inside",
    "Sending the error back",
    "Asking the model",
    "Reading the test part",
    "Measuring a few",
    "Fetching an example",
]


def looked_at(at: AppTest, seconds: float = 60) -> AppTest:
    """The page once its question is answered; in a browser it refreshes itself."""
    end = time.monotonic() + seconds
    while any(what in texts(at) for what in WORKED_AT) and time.monotonic() < end:
        at.run()
    assert not at.exception
    return at


def shown(at: AppTest) -> dict[str, Any]:
    """What the microscope got."""
    found = [json.loads(component.proto.json) for component in at.get("bidi_component")]
    (data,) = (one for one in found if "heat" in one)
    assert isinstance(data, dict)
    return data


def plots(at: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in at.get("plotly_chart")]


def test_without_a_trained_model_it_says_how_to_get_one(lab: FilledLab, open_page: OpenPage):
    assert "no trained model yet" in texts(open_page("inside"))


def test_a_text_of_one_s_own_is_looked_into(trained: RunRecord, open_page: OpenPage):
    at = looked_at(open_page("inside", run=trained.id))
    at.text_input("inside_text").set_value("Not a good film").run()
    seen = shown(looked_at(at))
    assert seen["tokens"] == ["not", "a", "good", "film"]
    assert seen["view"] == "gates"
    assert set(seen["heat"]) == set("ifgoch")
    assert "the largest difference to PyTorch’s own layer is" in texts(at)


def test_a_unit_is_followed_and_sorting_says_by_what(trained: RunRecord, open_page: OpenPage):
    at = looked_at(open_page("inside", run=trained.id, view="Step by step"))
    at.number_input("inside_unit").set_value(5).run()
    at.selectbox("inside_sort").set_value("negation").run()
    seen = shown(looked_at(at))
    assert (seen["view"], seen["unit"]["number"]) == ("step", 4)
    assert "Followed: unit 5" in texts(at)


def test_a_link_opens_a_text(trained: RunRecord, open_page: OpenPage):
    at = looked_at(open_page("inside", run=trained.id, inside_text="a dull plot"))
    assert shown(at)["tokens"] == ["a", "dull", "plot"]


@pytest.mark.parametrize("text", ["?!", "👍"])
def test_a_text_without_a_word_gets_a_sentence(text: str, trained: RunRecord, open_page: OpenPage):
    at = looked_at(open_page("inside", run=trained.id))
    at.text_input("inside_text").set_value(text).run()
    assert "nothing in it that the model reads" in texts(looked_at(at))


def test_why_it_forgets_needs_no_trained_model(lab: FilledLab, open_page: OpenPage):
    at = looked_at(open_page("inside", view="Why it forgets"))
    assert "**A: RNN**" in texts(at)
    assert "**B: LSTM**" in texts(at)
    assert texts(at).count("nothing older than") == 2
    (chart,) = plots(at)
    assert [line["name"] for line in chart["data"]] == ["A: RNN, dL/dh", "B: LSTM, dL/dh", "B: LSTM, dL/dc"]
    assert chart["layout"]["yaxis"]["type"] == "log"


def test_the_switches_of_an_untrained_network_change_what_is_said(lab: FilledLab, open_page: OpenPage):
    at = looked_at(open_page("inside", view="Why it forgets"))
    at.slider("gain_A").set_value(4.0).run()
    shown_texts = texts(looked_at(at))
    assert "it explodes" in shown_texts
    assert "Clipping shortens the gradient of all weights" in shown_texts


def test_the_switches_of_an_untrained_network_stand_in_the_url(lab: FilledLab, open_page: OpenPage):
    at = open_page("inside", view="Why it forgets", cell_A="GRU", gain_A="4.0", untrained_length="50")
    assert (at.segmented_control("cell_A").value, at.slider("gain_A").value) == ("gru", 4.0)
    assert at.slider("untrained_length").value == 50


def test_denormals_are_measured_when_asked(lab: FilledLab, open_page: OpenPage):
    at = looked_at(open_page("inside", view="Why it forgets"))
    assert "ms** with them" not in texts(at)
    at.button("denormals").click().run()
    assert "ms** with them" in texts(looked_at(at))


def test_the_gradient_of_a_trained_model_is_said_in_words(trained: RunRecord, open_page: OpenPage):
    at = looked_at(open_page("inside", run=trained.id, view="Gradient through time"))
    assert any(word in texts(at) for word in ("halves every", "grows by", "about the same"))
    at.radio("enters").set_value(False).run()
    assert [line["name"] for line in plots(looked_at(at))[0]["data"]] == ["dL/dh", "dL/dc"]


def test_how_far_the_gradient_reaches_is_drawn_over_the_whole_training(trained: RunRecord, open_page: OpenPage):
    at = looked_at(open_page("inside", run=trained.id, view="Gradient through time"))
    at.toggle("reach_over_training").set_value(True).run()
    looked_at(at)
    epochs = [float(one.split()[1]) for one in at.select_slider("moment").options if one.startswith("epoch")]
    (line,) = plots(at)[1]["data"]
    assert line["x"] == pytest.approx([0.0, *epochs], rel=1e-3)
    assert all(0 <= reached <= plots(at)[1]["layout"]["shapes"][0]["y0"] for reached in line["y"])


def test_a_run_without_kept_sequences_says_so(trained_copy: RunRecord, lab: FilledLab, open_page: OpenPage):
    shutil.rmtree(lab.home.run(trained_copy.id) / "snapshots")
    at = looked_at(open_page("inside", run=trained_copy.id, view="Gradient through time"))
    assert "Train it again to see this" in texts(at)
    at = looked_at(open_page("inside", run=trained_copy.id, view="Time machine"))
    assert "No moments were kept of this run" in texts(at)


def test_the_moment_stands_in_the_url(trained_copy: RunRecord, open_page: OpenPage):
    at = open_page("inside", run=trained_copy.id, view="Time machine", moment="untrained")
    slider = at.select_slider("moment")
    assert slider.value == "untrained"
    slider.set_value(slider.options[1]).run()
    assert at.query_params["moment"] == slider.options[1]
    at.query_params["moment"] = "untrained"  # as the browser's Back does
    assert at.run().select_slider("moment").value == "untrained"
    at.select_slider("moment").set_value("the end").run()
    assert "moment" not in at.query_params
    assert open_page("inside", run=trained_copy.id, moment="epoch 1e9").select_slider("moment").value == "the end"


def test_the_time_machine_moves_everything_together(trained_copy: RunRecord, open_page: OpenPage):
    at = looked_at(open_page("inside", run=trained_copy.id, view="Time machine"))
    slider = at.select_slider("moment")
    assert (slider.options[0], slider.options[-1], slider.value) == ("untrained", "the end", "the end")
    before = shown(at)["answers"]
    probes = plots(at)[0]
    assert len(probes["data"]) == 3
    slider.set_value(slider.options[2]).run()
    at = looked_at(at)
    assert shown(at)["answers"] != before
    epoch = float(slider.options[2].split()[1])
    (curves,) = (one for one in (json.loads(c.proto.json) for c in at.get("bidi_component")) if "baseline" in one)
    assert curves["mark"]["epoch"] == pytest.approx(epoch, rel=1e-3)
    assert plots(at)[0]["layout"]["shapes"][0]["x0"] == pytest.approx(epoch, rel=1e-3)
    assert f"At epoch {epoch:.4g}" in texts(at)


def test_the_time_machine_of_a_forecaster_has_no_place_for_classes(lab: FilledLab, open_page: OpenPage):
    folder = lab.home.run(lab.forecast_evaluated().id)
    moments.folder_of(folder).mkdir()
    for step in (0, 10):
        moments.append(folder, Moment(step, step / 10))
        moments.weights_of(folder, step).touch()
    at = open_page("inside", view="Time machine")
    assert not at.exception
    assert [heading.value for heading in at.subheader] == ["Probes", "Gradient through time"]


def test_probes_are_kept_with_the_run(trained_copy: RunRecord, lab: FilledLab, open_page: OpenPage):
    at = looked_at(open_page("inside", run=trained_copy.id, view="Time machine"))
    at.text_area(f"probes_{trained_copy.id}").set_value("a gem\n\nb\nc\nd\ne\nf").run()
    at = looked_at(at)
    assert "the first 5 are asked" in texts(at)
    assert [line["name"] for line in plots(at)[0]["data"]] == ["a gem", "b", "c", "d", "e"]
    again = looked_at(open_page("inside", run=trained_copy.id, view="Time machine"))
    assert again.text_area(f"probes_{trained_copy.id}").value.split("\n") == ["a gem", "b", "c", "d", "e"]


def test_what_a_unit_reacts_to_is_read_over_the_test_part(trained: RunRecord, open_page: OpenPage):
    at = looked_at(open_page("inside", run=trained.id))
    at.toggle("habits").set_value(True).run()
    assert "opens at" in texts(looked_at(at))
    at.segmented_control("habit_lstm").set_value("h").run()
    assert "highest at" in texts(looked_at(at))


def test_a_run_that_trains_is_followed(lab: FilledLab, open_page: OpenPage):
    run = lab.running()
    assert "No moments were kept" in texts(open_page("inside", run=run.id, view="Time machine"))
    assert "refreshes itself" in texts(open_page("inside", run=run.id, view="Gradient through time"))


def test_another_text_comes_from_the_test_part(trained: RunRecord, open_page: OpenPage):
    at = looked_at(open_page("inside", run=trained.id))
    at.button("inside_example").click().run()
    first = shown(looked_at(at))["tokens"]
    at.button("inside_example").click().run()
    assert len(first) > 3
    assert shown(looked_at(at))["tokens"] != first


@pytest.fixture
def example_to_come(monkeypatch: pytest.MonkeyPatch) -> Future[dict[str, Any]]:
    """The answer to whoever asks for an example."""
    answer: Future[dict[str, Any]] = Future()
    questions = questions_of_pages()
    asked = questions.asked
    monkeypatch.setattr(questions, "asked", lambda one: answer if one["ask"] == "example" else asked(one))
    return answer


def test_the_page_does_not_wait_for_another_text(
    trained: RunRecord, open_page: OpenPage, example_to_come: Future[dict[str, Any]]
):
    at = looked_at(open_page("inside", run=trained.id))
    before = at.text_input("inside_text").value
    at.button("inside_example").click().run()
    assert "Fetching an example" in texts(at)
    assert at.text_input("inside_text").value == before
    example_to_come.set_result({"text": "quite another text"})
    assert looked_at(at).text_input("inside_text").value == "quite another text"
    assert shown(at)["tokens"] == ["quite", "another", "text"]


def test_who_types_meanwhile_keeps_what_was_typed(
    trained: RunRecord, open_page: OpenPage, example_to_come: Future[dict[str, Any]]
):
    at = looked_at(open_page("inside", run=trained.id))
    at.button("inside_example").click().run()
    at.text_input("inside_text").set_value("a dull plot").run()
    example_to_come.set_result({"text": "quite another text"})
    assert shown(looked_at(at.run()))["tokens"] == ["a", "dull", "plot"]
