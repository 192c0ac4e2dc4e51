"""The page that says how good a model is."""

import json
import shutil
from collections.abc import Callable

import pytest
from filled_lab import FilledLab, OpenPage, has, texts
from streamlit.testing.v1 import AppTest

from lstm_core.errors import LabError
from lstm_core.evaluation.outputs import ClassOutputs
from lstm_core.evaluation.threshold import best_for_f1
from lstm_core.execution.analyses import Analyses, analysis_file, write_result, write_state
from lstm_core.runs.record import RunRecord
from ui.evaluate import kept
from ui.evaluate.classes import figures_by_class
from ui.evaluate.download import evaluation_html
from ui.evaluate.kept import class_outputs
from ui.evaluate.said import Said


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the page asked for; nothing is computed."""
    found: list[str] = []
    monkeypatch.setattr(Analyses, "start", lambda _analyses, name, _run: found.append(name))
    return found


def captions(at: AppTest) -> str:
    return "\n".join(str(one.value) for one in at.caption)


def test_without_a_model_it_shows_the_way_to_one(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("evaluate")
    assert "There is no trained model yet" in at.info[0].value


def test_a_run_that_kept_no_answers_can_make_up_for_it(lab: FilledLab, open_page: OpenPage, started: list[str]) -> None:
    lab.finished()
    at = open_page("evaluate")
    assert "trained before answers were kept" in texts(at)
    at.button("start_answers").click().run()
    assert not at.exception
    assert started == ["answers"]


@pytest.mark.parametrize("name", ["evaluation.json", "outputs.npz"])
@pytest.mark.parametrize("content", ["", "{}", "nonsense"])
def test_of_damaged_answers_it_says_so_and_lets_the_model_answer_again(
    name: str, content: str, lab: FilledLab, open_page: OpenPage, started: list[str]
) -> None:
    run = lab.evaluated()
    (lab.home.run(run.id) / name).write_text(content)
    at = open_page("evaluate")
    assert "damaged" in at.error[0].value
    at.button("start_answers").click().run()
    assert not at.exception
    assert started == ["answers"]


def test_answers_that_went_missing_since_can_be_given_again(
    lab: FilledLab, open_page: OpenPage, started: list[str]
) -> None:
    run = lab.finished()
    write_result(
        analysis_file("answers", run, lab.home), {"examples": 3}
    )  # it answered once, but nothing is left of that
    open_page("evaluate").button("start_answers").click().run()
    assert started == ["answers"]


def test_without_the_texts_the_figures_stay(lab: FilledLab, open_page: OpenPage, started: list[str]) -> None:
    lab.evaluated()
    shutil.rmtree(lab.home.texts)
    at = open_page("evaluate")
    assert "no longer in the cache" in at.error[0].value
    assert "calibration" in [chart.key for chart in at.get("plotly_chart")]
    at.button("start_answers").click().run()
    assert started[-1] == "answers"


def test_a_finished_evaluation_shows_everything(lab: FilledLab, open_page: OpenPage) -> None:
    lab.evaluated()
    at = open_page("evaluate")
    assert not at.exception
    assert not at.error
    assert "TF-IDF with logistic regression beats the LSTM by 12.0 points" in at.info[0].value
    assert [chart.key for chart in at.get("plotly_chart")] == ["confusion", "roc", "precision_recall", "calibration"]
    assert "200 reviews of the test part" in captions(at)
    assert "95% interval" in captions(at)


def test_the_threshold_moves_the_figures(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.evaluated()
    at = open_page("evaluate")
    before, at_usual = at.table[1].value, at.metric[0].value
    assert "At the usual threshold" not in captions(at)
    assert at.table[0].value["accuracy"].iloc[0] == at_usual == f"{run.metrics['accuracy']:.1%}"
    slider = f"threshold_{run.id}"
    at.select_slider(slider).set_value(1.0).run()
    after = at.table[1].value
    assert not at.exception
    assert after["recall"].iloc[1] < before["recall"].iloc[1]
    assert at.metric[0].value == "50.0%"  # one class alone is said, of two as large
    ours = at.table[0].value.iloc[0]
    assert (ours["accuracy"], ours["95%"], ours["F1"]) == ("50.0%", "43.1% – 56.9%", "0.0%")
    assert at.table[0].value["lead of the model, points"].iloc[1].startswith("-50.0")
    assert "beats the LSTM by 50.0 points" in at.info[0].value or "no better than" in at.info[0].value
    assert "95% interval 43.1% to 56.9%" in captions(at)
    assert f"At the usual threshold 0.50, as in the list of runs, it is {at_usual}." in captions(at)
    assert "the simple methods at their own usual one" in captions(at)
    at.button("threshold_best").click().run()
    outputs = class_outputs(run.id)
    best = best_for_f1(outputs.validation_labels, outputs.validation_probabilities[:, 1])
    assert at.select_slider(slider).value == best  # to the last digit
    assert not at.exception


def test_the_threshold_is_that_of_its_run(lab: FilledLab, open_page: OpenPage) -> None:
    runs = [lab.evaluated(), lab.evaluated(["no", "yes"])]
    at = open_page("evaluate", run=runs[0].id)
    at.select_slider(f"threshold_{runs[0].id}").set_value(0.9).run()
    at.selectbox[0].set_value(runs[1].id).run()
    assert at.select_slider(f"threshold_{runs[1].id}").value == 0.5


def test_the_boxes_open_the_examples_of_a_cell(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.evaluated()
    at = open_page("evaluate")
    at.selectbox("really").set_value("negative").run()
    at.selectbox("called").set_value("positive").run()
    outputs = class_outputs(run.id)
    count = int(((outputs.labels == 0) & (outputs.predicted == 1)).sum())
    assert f"{count} reviews of the test part that are “negative” and were called “positive”." in captions(at)
    shown = at.dataframe[0].value
    assert len(shown) == count
    assert shown["how sure"].is_monotonic_decreasing
    assert all(text.endswith("is negative") for text in shown["review"])
    at.text_input("examples_search").set_value("REVIEW 1").run()
    assert 0 < len(at.dataframe[0].value) < count
    at.text_input("examples_search").set_value("nowhere").run()
    assert "0 reviews of the test part" in captions(at)
    assert not at.dataframe


def test_several_classes_have_no_threshold(lab: FilledLab, open_page: OpenPage) -> None:
    lab.evaluated(("red", "green", "blue"))
    at = open_page("evaluate")
    assert not at.exception
    assert not at.select_slider
    assert at.table[1].value["class"].tolist() == ["red", "green", "blue", "mean of the classes", "accuracy"]


def test_baselines_are_asked_for_once_without_a_click(lab: FilledLab, open_page: OpenPage, started: list[str]) -> None:
    lab.evaluated(with_baselines=False)
    at = open_page("evaluate")
    assert started == ["baselines"]
    at.run()
    assert started == ["baselines"]
    assert not at.exception
    assert at.button("start_baselines")  # where it was stopped, it can be started again


def test_an_analysis_that_failed_says_why(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.evaluated(with_baselines=False)
    write_state(analysis_file("baselines", run, lab.home), "failed", "The disk is full.")
    at = open_page("evaluate")
    assert at.error[0].value == "The disk is full."
    assert at.button("start_baselines").label == "Try again"


def test_a_real_run_can_be_evaluated(trained: RunRecord, open_page: OpenPage) -> None:
    at = open_page("evaluate")
    assert not at.exception
    assert not at.error
    assert has(at, "confusion_matrix")


def test_figures_of_classes_are_those_of_the_report(lab: FilledLab) -> None:
    import numpy as np
    from sklearn.metrics import precision_recall_fscore_support

    labels, said = np.array([0, 0, 1, 1, 2, 2, 2]), np.array([0, 1, 1, 1, 0, 2, 2])
    outputs = ClassOutputs(labels, np.full((7, 3), 1 / 3), labels[:0], np.zeros((0, 3)))
    rows = figures_by_class(Said(outputs, said), ["a", "b", "c"])
    expected = precision_recall_fscore_support(labels, said)
    for number in range(3):
        shown = [rows[number][name] for name in ("precision", "recall", "F1")]
        assert shown == [f"{expected[part][number]:.1%}" for part in range(3)]
    assert rows[-1]["F1"] == f"{(labels == said).mean():.1%}"


def test_of_several_columns_only_what_is_there_is_explained(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.forecast_evaluated(columns=("units", "visitors", "price"))
    at = open_page("evaluate")
    assert not at.exception
    assert "by_step" not in [chart.key for chart in at.get("plotly_chart")]
    assert "Free-running" not in captions(at)
    assert "one value at once and goes no further: of the 3 columns" in captions(at)
    assert "Free-running" not in captions(open_page("train", run=run.id))
    lab.forecast_evaluated()
    assert "further ahead it is fed with its own forecasts" in captions(open_page("evaluate"))


def test_a_forecaster_shows_everything(lab: FilledLab, open_page: OpenPage) -> None:
    lab.forecast_evaluated()
    at = open_page("evaluate")
    assert not at.exception
    assert not at.error
    assert "smaller error than seasonal naive" in at.info[0].value
    assert "95% interval: the error of the LSTM is" in at.info[0].value
    assert at.table[0].value["lead of the model"].iloc[1].endswith(")")
    shown = [chart.key for chart in at.get("plotly_chart")]
    assert shown == ["forecast_chart", "intervals", "by_step", "residuals", "autocorrelation"]
    assert at.table[0].value["method"].tolist() == ["this LSTM", "seasonal naive", "last value"]
    assert [metric.label for metric in at.metric][:4] == [
        "Off on average (MAE)",
        "Large errors count more (RMSE)",
        "In percent (sMAPE)",
        "The season before = 1 (MASE)",
    ]


def test_intervals_follow_the_level(lab: FilledLab, open_page: OpenPage) -> None:
    lab.forecast_evaluated()
    at = open_page("evaluate")
    inside = {metric.label: metric.delta for metric in at.metric}
    assert inside["Inside, where it adapts"].endswith("from 90%")
    at.segmented_control("interval_level").set_value("0.8").run()
    assert not at.exception
    assert {metric.label: metric.delta for metric in at.metric}["Inside, where it adapts"].endswith("from 80%")


def test_without_a_validation_part_there_is_no_interval(lab: FilledLab, open_page: OpenPage) -> None:
    lab.forecast_evaluated(validation=False)
    at = open_page("evaluate")
    assert not at.exception
    assert "would always seem right" in captions(at)


def test_a_backtest_is_asked_for_and_shown(lab: FilledLab, open_page: OpenPage, started: list[str]) -> None:
    run = lab.forecast_evaluated()
    at = open_page("evaluate")
    at.button("start_backtest").click().run()
    assert started == ["backtest"]
    errors = {"LSTM": 0.1, "seasonal naive": 0.2}
    cuts = [{"at": f"value {place}", "known": place, "errors": errors} for place in (100, 120, 140, 160)]
    write_result(analysis_file("backtest", run, lab.home), {"cuts": cuts})
    at.run()
    assert not at.exception
    assert at.get("plotly_chart")[-1].key == "backtest"
    assert "On average over the 4 cut-offs: The LSTM has a 50% smaller error" in captions(at)


def test_the_report_is_one_file_that_asks_nobody(lab: FilledLab, open_page: OpenPage) -> None:
    for run in (lab.evaluated(), lab.forecast_evaluated()):
        at = open_page("evaluate", run=run.id)
        assert at.download_button("report_download")
        page = evaluation_html(run)
        assert "Beside simple methods" in page
        assert "Plotly.newPlot" in page
        assert "cdn." not in page.split("<body>")[0]
        assert 'src="http' not in page


def test_the_report_has_the_calibration_and_only_settings_that_apply(lab: FilledLab) -> None:
    page = evaluation_html(lab.evaluated())
    assert "expected calibration error" in page
    assert "<td>with temperature" in page
    settings = page.split("<h2>Settings</h2>")[1]
    assert "<td>model.embedding_size</td>" in settings or "<td>embedding_size</td>" in settings
    assert "window</td>" not in settings
    assert "<td>window</td>" in evaluation_html(lab.forecast_evaluated())


def test_of_many_classes_the_worst_are_drawn(lab: FilledLab, open_page: OpenPage) -> None:
    lab.evaluated([f"class {number}" for number in range(30)])
    at = open_page("evaluate")
    assert not at.exception
    assert not at.error
    assert "Of 30 classes the 12 that are told apart worst" in captions(at)
    assert "Point at a cell to read its count." in captions(at)
    curves = next(chart for chart in at.get("plotly_chart") if chart.key == "roc")
    assert len(json.loads(curves.proto.spec)["data"]) == 13  # and chance


def test_names_of_classes_are_shown_to_the_letter(lab: FilledLab, open_page: OpenPage) -> None:
    lab.evaluated(["a <i>b</i>", "http://x.y :red[c]"])
    at = open_page("evaluate")
    shown = r"http:color[\:]//x.y :color[\:]red\[c\]"
    assert at.select_slider[0].label == f"Say “{shown}” from this probability on"
    assert list(at.table[1].value["class"][:2]) == [r"a \<i\>b\</i\>", shown]
    at.selectbox("called").set_value("http://x.y :red[c]").run()
    assert f"were called “{shown}”" in captions(at)


@pytest.mark.parametrize("read", [kept.evaluation, kept.class_outputs, kept.forecast_outputs])
def test_what_was_deleted_meanwhile_is_a_sentence(read: Callable[[str], object], lab: FilledLab) -> None:
    run = lab.evaluated()
    shutil.rmtree(lab.home.run(run.id))
    with pytest.raises(LabError, match=f"{run.id} answered is gone"):
        read(run.id)
