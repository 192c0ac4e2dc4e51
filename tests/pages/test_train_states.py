"""A run on the page Train, in each of its states."""

import pytest
from filled_lab import FACTS, FORECAST, NUMBERS, FilledLab, OpenPage, classes_report, curve, curves, has, texts

from lstm_core.config import RunConfig
from lstm_core.labs import LABS
from lstm_core.runs.record import Status


def test_queued(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", run=lab.queued().id)
    assert "waits for a worker" in texts(at)
    assert has(at, "stop")
    assert not has(at, "try_text")


def test_queued_behind_others(lab: FilledLab, open_page: OpenPage) -> None:
    lab.queued()
    assert "one of 2 runs" in texts(open_page("train", run=lab.queued().id))


def test_fetching_says_how_far_it_is(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", run=lab.fetching().id)
    assert "Fetching the data set" in texts(at)
    assert "5 of about 27 MB" in texts(at)


def test_running(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.running()
    at = open_page("train", run=run.id)
    shown = texts(at)
    assert "epoch 0.5 of 6" in shown
    assert "step 50 of 100" in shown
    assert "1,600 reviews/s" in shown
    assert "2 s elapsed" in shown
    assert "about 2 s left" in shown
    assert at.progress[0].value == 50
    assert f"{FACTS['parameters']:,} weights" in shown
    assert "7 repeated texts" in shown
    assert curves(at)["run"] == run.id
    assert curves(at)["baseline"] == FACTS["baseline_accuracy"]
    assert not has(at, "try_text")


def test_finished(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.finished()
    at = open_page("train", run=run.id)
    metrics = {metric.label: metric.value for metric in at.metric}
    assert metrics == {"Accuracy": "91.0%", "Precision": "92.0%", "Recall": "90.0%", "F1": "91.0%", "Loss": "0.250"}
    assert "baseline: always saying the class most frequent in training, 51.0%" in texts(at)
    assert has(at, "confusion_matrix")
    assert has(at, "try_text")
    assert has(at, "train_again")
    assert not has(at, "stop")
    assert at.dataframe[0].value["text"].tolist() == ["not <b>bad</b> at all"]
    assert curves(at)["run"] == run.id


def test_stopped_keeps_what_was_learned(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", run=lab.stopped().id)
    assert "What was learned until then is kept." in texts(at)
    assert has(at, "try_text")
    assert not at.error


def test_stopped_before_training(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", run=lab.stopped_before_training().id)
    assert "Stopped before it started." in texts(at)
    assert not has(at, "try_text")


def test_failed_says_why(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", run=lab.failed().id)
    assert [error.value for error in at.error] == ["The loss is no longer a number at step 51."]
    assert has(at, "train_again")
    assert not has(at, "try_text")


@pytest.mark.parametrize("content", [None, "", "{"])
def test_a_report_that_cannot_be_read_is_a_sentence(content: str | None, lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.finished()
    file = lab.home.run(run.id) / "report.json"
    file.unlink() if content is None else file.write_text(content)
    at = open_page("train", run=run.id)
    assert not at.exception
    assert ["gone or damaged" in error.value for error in at.error] == [True]
    assert at.text_input("try_text")
    assert at.button("train_again")


def test_a_run_whose_file_was_deleted_is_not_trained_again(lab: FilledLab, open_page: OpenPage) -> None:
    file = "0" * 32 + ".parquet"
    texts_gone = RunConfig.from_flat({**RunConfig().flat(), "data_set": "own-texts", "file": file})
    series_gone = RunConfig.from_flat({**LABS["sine"].config.flat(), "data_set": "own-series", "file": file})
    for config, facts, report, named in (
        (
            texts_gone,
            {"columns": ["my_text", "mood"]},
            classes_report(["a", "b"], [[1, 0], [0, 1]], 0.1),
            "my\\_text → mood",
        ),
        (series_gone, {"metric": "mae", **NUMBERS}, FORECAST, "sin x"),
    ):
        at = open_page("train", run=lab.ended(config, curve([0.5], [0.4]), facts, report).id)
        assert not at.exception
        assert f"The file it learned from ({named}) was deleted" in texts(at)
        assert "weights to learn" not in texts(at)
        assert at.button("train_again").disabled
        assert at.button("start").disabled


def test_the_curves_stay_the_same_element_through_the_life_of_a_run(lab: FilledLab, open_page: OpenPage) -> None:
    """Its place and identity on the page: where either changes, the browser builds a new chart and the zoom is lost."""
    run = lab.running()
    at = open_page("train", run=run.id)
    before = at.get("bidi_component")[0].proto.id
    lab.store.request_stop(run.id)
    lab.store.end(run.id, Status.STOPPED, "Stopped by you.")
    at.run()
    assert at.get("bidi_component")[0].proto.id == before


def test_stop_asks_the_worker_to_stop(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.running()
    at = open_page("train", run=run.id)
    at.button("stop").click().run()
    assert not at.exception
    found = lab.store.get(run.id)
    assert found
    assert found.stop_requested
    assert at.button("stop").disabled


def test_stop_of_a_waiting_run_ends_it(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.queued()
    at = open_page("train", run=run.id)
    at.button("stop").click().run()
    assert not at.exception
    found = lab.store.get(run.id)
    assert found
    assert found.status == Status.STOPPED
    assert not has(at, "stop")
