"""A lab's page before it runs, and what a run shows that was a lab's."""

import json
from typing import Any

import pytest
from filled_lab import FilledLab, OpenPage, has, texts
from streamlit.testing.v1 import AppTest

from lstm_core.config import SETTINGS, RunConfig
from lstm_core.labs import LABS, variants


def curves(at: AppTest) -> dict[str, Any]:
    (component,) = at.get("bidi_component")
    data: dict[str, Any] = json.loads(component.proto.json)
    return data


def links(at: AppTest) -> list[str]:
    return [link.proto.query_string for link in at.page_link]


# Before it runs


@pytest.mark.parametrize("name", LABS)
def test_the_page_of_a_lab_has_its_settings_and_its_story(name: str, lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", lab=name)
    assert not at.exception
    assert not at.warning
    assert {setting: at.session_state[setting] for setting in SETTINGS} == LABS[name].config.flat()
    shown = texts(at)
    assert LABS[name].story in shown
    assert all(sentence in shown for sentence in LABS[name].look_for)
    assert has(at, "their_figures") == bool(LABS[name].theirs)
    assert curves(at)["run"] is None


def test_the_page_of_a_lab_shows_their_figures(lab: FilledLab, open_page: OpenPage) -> None:
    shown = texts(open_page("train", lab="imdb-notebook"))
    for figure in ("0.5895", "87.84%", "86.51%"):
        assert figure in shown
    assert "the test part takes its place" in shown


def test_a_lab_and_its_variants_lead_to_each_other(lab: FilledLab, open_page: OpenPage) -> None:
    assert links(open_page("train", lab="imdb-notebook")) == [f"lab={one.name}" for one in variants("imdb-notebook")]
    assert links(open_page("train", lab="imdb-quick")) == ["lab=imdb-notebook"]


def test_the_settings_of_a_lab_can_be_changed(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", lab="sine")
    at.number_input("epochs").set_value(7).run()
    assert at.number_input("epochs").value == 7  # the link is heeded once
    at.button("start").click().run()
    (run,) = lab.store.newest()
    assert run.config == RunConfig.from_flat({**LABS["sine"].config.flat(), "epochs": 7})
    assert at.query_params == {"run": run.id}


def test_another_data_set_leaves_the_lab(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", lab="sine")
    at.selectbox("data_set").set_value("digits").run()
    assert not at.exception
    assert not has(at, "lab_story")
    assert at.number_input("epochs").value == LABS["digits"].config.training.epochs


@pytest.mark.parametrize("name", ["no-such-lab", "![](//example.org/a.png)", "a" * 5_000])
def test_an_unknown_lab_is_a_sentence(name: str, lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", lab=name)
    assert not at.exception
    (warning,) = at.warning
    assert "There is no lab called" in warning.value
    assert len(warning.value) < 300
    assert has(at, "start")


# Once it ran


def test_a_run_of_a_lab_is_laid_beside_theirs(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.one_class()
    at = open_page("train", run=run.id)
    assert has(at, "their_figures_yours")
    shown = texts(at)
    assert "0.6975" in shown
    assert "0 114 / 0 86" in shown
    assert "A second run, 100 epochs" in shown


def test_the_seed_is_no_matter(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.one_class()
    other = RunConfig.from_flat({**run.config.flat(), "seed": 5})
    again = lab.ended(other, [(1, 1.0, "training", 0.7, 0.5, 0.1)], run.facts, {**run.metrics, "mistakes": []})
    assert has(open_page("train", run=again.id), "their_figures_yours")


def test_other_settings_are_no_lab(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.one_class()
    other = RunConfig.from_flat({**run.config.flat(), "hidden_size": 33})
    again = lab.ended(other, [(1, 1.0, "training", 0.7, 0.5, 0.1)], run.facts, {**run.metrics, "mistakes": []})
    at = open_page("train", run=again.id)
    assert not has(at, "their_figures_yours")
    assert has(at, "lessons")  # every run is taught by


def test_one_class_is_said_and_why(lab: FilledLab, open_page: OpenPage) -> None:
    shown = texts(open_page("train", run=lab.one_class().id))
    assert "says “more than 5” to all 200 test sequences (one predicted class)" in shown
    assert "Six updates cannot train it" in shown


def test_overfitting_is_said_and_marked_on_the_curve(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", run=lab.overfitted().id)
    assert "from epoch 10 on (overfitting)" in texts(at)
    assert curves(at)["mark"] == {"epoch": 10, "text": "overfits from here"}


def test_a_run_about_which_nothing_is_sure_teaches_nothing(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", run=lab.finished().id)
    assert not has(at, "lessons")
    assert not has(at, "their_figures_yours")
    assert curves(at)["mark"] is None


def test_while_it_runs_nothing_is_marked(lab: FilledLab, open_page: OpenPage) -> None:
    assert curves(open_page("train", run=lab.running().id))["mark"] is None


# Every task


def test_a_forecast_has_errors_and_lines_instead_of_a_confusion_matrix(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", run=lab.forecast().id)
    assert has(at, "forecast")
    assert not has(at, "confusion_matrix")
    assert [(metric.label.split("(")[-1], metric.value) for metric in at.metric] == [
        ("MAE)", "0.0142"),
        ("RMSE)", "0.02"),
        ("MASE)", "0.61"),
    ]
    shown = texts(at)
    assert "baseline: a linear fit of the last two values: almost 0" in shown
    assert "baseline: as the last value: 0.063" in shown
    assert "On windows it never saw" in shown
    assert "reviews" not in shown
    assert "In its first period of 63 steps the free-running forecast is 2.5 steps late" in shown
    assert curves(at)["metric"] == "mae"


def test_predicted_values_stand_against_the_truth(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", run=lab.adding().id)
    assert has(at, "truth_and_prediction")
    assert not has(at, "forecast")
    assert "MASE" not in "".join(metric.label for metric in at.metric)


def test_ten_classes_have_means_over_the_classes(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", run=lab.digits().id)
    assert has(at, "confusion_matrix")
    assert "mean over the classes" in (at.metric[1].help or "")
    assert "On digits it never saw" in texts(at)
    assert curves(at)["metric"] == "accuracy"


def test_lists_say_how_far_off_a_forecast_is(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.forecast()
    assert "off by 0.0142" in texts(open_page("runs"))
    assert "off by 0.0142" in open_page("predict", run=run.id).selectbox("run").options[0]


def test_a_queued_forecast_already_has_the_right_curves(lab: FilledLab, open_page: OpenPage) -> None:
    assert curves(open_page("train", run=lab.queued(LABS["co2"].config).id))["metric"] == "scaled mae"
