import itertools
import json
from collections.abc import Generator
from itertools import pairwise
from pathlib import Path

import pytest
import torch
from fakes import labelled

from lstm_core import experiment
from lstm_core.config import RunConfig
from lstm_core.data import imdb
from lstm_core.data.texts import LabelledTexts
from lstm_core.errors import LabError
from lstm_core.home import Home
from lstm_core.trained import TrainedModel
from lstm_core.training.events import Evaluating, Event, Point, Prepared, Preparing, Reported

Finished = tuple[list[Event], Path]


@pytest.fixture(scope="module")
def finished(tiny: RunConfig, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """The events of a run from beginning to end, and its folder."""
    home = Home(tmp_path_factory.mktemp("home"))
    return list(experiment.run(tiny, home, home.run("one"))), home.run("one")


def curve(events: list[Event]) -> list[tuple[object, ...]]:
    """All that a repetition must give again: everything but the time it took."""
    return [(e.split, e.step, e.epoch, e.loss, e.metric) for e in events if isinstance(e, Point)]


def changed(config: RunConfig, **values: object) -> RunConfig:
    return RunConfig.from_flat({**config.flat(), **values})


def test_events_come_in_their_order(finished: Finished):
    kinds = [type(event) for event in finished[0]]
    order = [kind for kind, following in pairwise([*kinds, None]) if kind is not following]
    assert order == [Preparing, Prepared, Point, Evaluating, Reported]
    assert kinds.count(Prepared) == kinds.count(Evaluating) == kinds.count(Reported) == 1


def test_what_is_prepared_is_said_in_numbers(finished: Finished, tiny: RunConfig):
    facts = next(event.facts for event in finished[0] if isinstance(event, Prepared))
    assert json.loads(json.dumps(facts)) == facts
    assert (facts["training_examples"], facts["validation_examples"], facts["test_examples"]) == (225, 15, 60)
    assert facts["steps"] == 2 * 8
    assert facts["classes"] == ["negative", "positive"]
    assert facts["duplicates"] == 0
    assert 100 < facts["vocabulary"] <= tiny.data.vocabulary_size
    assert 10 < facts["longest"] <= tiny.data.sequence_length
    assert facts["device"].startswith("CPU")
    assert facts["precision"] == "fp32"
    model = TrainedModel.load(finished[1])
    assert facts["parameters"] == sum(parameter.numel() for parameter in model.network.parameters())


def test_points_go_through_the_whole_training(finished: Finished):
    points = [event for event in finished[0] if isinstance(event, Point)]
    assert {point.split for point in points} == {"training", "validation"}
    assert points[-1].step == 16
    assert points[-1].epoch == 2.0


def test_the_folder_holds_config_model_and_report(finished: Finished, tiny: RunConfig):
    names = {file.name for file in finished[1].iterdir()}
    model = {"config.json", "model.safetensors", "model.json", "vocabulary.json"}
    assert names == {*model, "report.json", "outputs.npz", "evaluation.json", "snapshots"}
    assert RunConfig.parse(json.loads((finished[1] / "config.json").read_text())) == tiny


def test_the_metrics_are_those_of_the_report(finished: Finished):
    report = json.loads((finished[1] / "report.json").read_text())
    metrics = next(event.metrics for event in finished[0] if isinstance(event, Reported))
    train_loss = metrics.pop("train_loss")
    assert metrics == {name: report[name] for name in metrics}
    losses = [event.loss for event in finished[0] if isinstance(event, Point) and event.split == "training"]
    assert min(losses) <= train_loss <= max(losses)
    assert {"accuracy", "loss", "f1", "baseline_accuracy", "examples"} <= set(metrics)
    assert report["examples"] == 60
    assert sum(map(sum, report["confusion_matrix"])) == 60


def test_the_saved_model_makes_the_mistakes_of_the_report(finished: Finished):
    report = json.loads((finished[1] / "report.json").read_text())
    assert report["mistakes"]
    model = TrainedModel.load(finished[1])
    for mistake, answer in zip(
        report["mistakes"], model.predict([one["text"] for one in report["mistakes"]]), strict=True
    ):
        assert answer is not None
        assert mistake["label"] != mistake["predicted"]
        said = model.classes.index(mistake["predicted"])
        assert answer.outputs[said] == pytest.approx(mistake["probability"], abs=1e-5)


def test_the_same_seed_gives_the_same_curve(finished: Finished, tiny: RunConfig, home: Home):
    assert curve(list(experiment.run(tiny, home, home.run("again")))) == curve(finished[0])


def test_another_seed_gives_another_curve(finished: Finished, tiny: RunConfig, home: Home):
    assert curve(list(experiment.run(changed(tiny, seed=7), home, home.run("other")))) != curve(finished[0])


def test_what_can_be_learned_is_learned(tiny: RunConfig, home: Home):
    config = changed(tiny, examples=2_000, epochs=4, hidden_size=16, embedding_size=16, learning_rate=0.03)
    events = list(experiment.run(config, home, home.run("better")))
    metrics = events[-1].metrics if isinstance(events[-1], Reported) else {}
    assert metrics["accuracy"] > metrics["baseline_accuracy"] + 0.15


@pytest.mark.parametrize("batch_size", [4_096, 225, 100, 60])
def test_a_run_of_a_step_or_a_few_comes_to_its_end(tiny: RunConfig, home: Home, batch_size: int):
    events = list(experiment.run(changed(tiny, epochs=1, batch_size=batch_size), home, home.run("short")))
    assert isinstance(events[-1], Reported)
    assert len([point for point in curve(events) if point[0] == "training"]) == -(-225 // batch_size)


def test_a_run_stopped_while_it_trains_keeps_model_and_report(long: RunConfig, home: Home):
    asked = itertools.count()  # after 3 events of preparing and 5 steps
    run = experiment.run(long, home, home.run("one"), lambda: next(asked) >= 3 + 4)
    seen = list(itertools.islice(run, 100))
    assert [(point[0], point[1]) for point in curve(seen)] == [("training", 5)]  # what the five steps came to
    assert [type(event) for event in seen[-2:]] == [Evaluating, Reported]
    assert (home.run("one") / "report.json").exists()
    assert TrainedModel.load(home.run("one")).predict(["a good film"])[0] is not None


def test_a_run_stopped_while_it_prepares_ends_without_a_model(tiny: RunConfig, home: Home):
    events = list(experiment.run(tiny, home, home.run("one"), lambda: True))
    assert [type(event) for event in events] == [Preparing]
    assert [file.name for file in home.run("one").iterdir()] == ["config.json"]
    with pytest.raises(LabError, match="has no trained model"):
        TrainedModel.load(home.run("one"))


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device here")
def test_cuda_where_there_is_none_is_refused_before_anything_is_prepared(tiny: RunConfig, home: Home):
    run = experiment.run(changed(tiny, device="cuda"), home, home.run("one"))
    with pytest.raises(LabError, match=r"training\.device: 'cuda'"):
        next(run)


def test_film_reviews_from_a_dropped_file_are_trained_on_too(tiny: RunConfig, home: Home):
    home.data_set("imdb").mkdir(parents=True)
    rows = [
        f'"{word} film,\nnumber {n}",{label}'
        for n in range(60)
        for word, label in (("good", "positive"), ("bad", "negative"))
    ]
    (home.data_set("imdb") / imdb.FILE).write_text("\n".join(["review,sentiment", *rows]), encoding="utf-8")
    events = list(experiment.run(changed(tiny, data_set="imdb", epochs=4), home, home.run("film")))
    assert isinstance(events[-1], Reported)
    assert events[-1].metrics["examples"] == 24
    assert TrainedModel.load(home.run("film")).classes == ("negative", "positive")


def test_a_data_set_that_cannot_be_used_is_refused_in_a_sentence(tiny: RunConfig, home: Home):
    home.data_set("imdb").mkdir(parents=True)
    (home.data_set("imdb") / imdb.FILE).write_text("text,label\ngood,1\n", encoding="utf-8")
    with pytest.raises(LabError, match="is not the IMDB file"):
        list(experiment.run(changed(tiny, data_set="imdb"), home, home.run("film")))


def test_texts_are_read_word_by_word_once(tiny: RunConfig, home: Home):
    for run_id in ("one", "two"):
        list(experiment.run(changed(tiny, epochs=1), home, home.run(run_id)))
    assert len(list((home.cache / "corpora").iterdir())) == 1


def test_words_that_start_apart_are_apart_before_anything_is_learned(tiny: RunConfig, home: Home):
    """With a learning rate of next to nothing only the start tells words apart."""
    still = changed(tiny, examples=1_000, epochs=1, learning_rate=1e-6, embedding_scale=0.1)
    apart = []
    for scale in (0.0, 8.0):
        list(experiment.run(changed(still, naive_bayes_start=scale), home, home.run(f"{scale}")))
        model = TrainedModel.load(home.run(f"{scale}"))
        rows = model.network.embedding.weight.detach()[model.reader.vocabulary.encode(["flop", "gem"])]
        apart.append(float((rows[0] - rows[1]).norm()))
    assert apart[0] < 1 < apart[1]


@pytest.fixture(scope="module")
def two_paths(tiny: RunConfig, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    home = Home(tmp_path_factory.mktemp("home"))
    config = changed(tiny, ngrams=3, examples=600, validation_share=0.2)
    return list(experiment.run(config, home, home.run("both"))), home.run("both")


def test_the_report_says_how_good_each_path_is_alone(two_paths: Finished):
    report = json.loads((two_paths[1] / "report.json").read_text())
    assert {"accuracy", "accuracy_lstm_alone", "accuracy_ngrams_alone"} <= set(report)
    assert report["accuracy_ngrams_alone"] > 0.6
    total = report["confusion_matrix"]
    assert report["accuracy"] == pytest.approx((total[0][0] + total[1][1]) / report["examples"])


def test_a_model_with_two_paths_answers_as_its_report_says(two_paths: Finished):
    report, model = json.loads((two_paths[1] / "report.json").read_text()), TrainedModel.load(two_paths[1])
    assert model.ngrams
    assert report["mistakes"]
    answers = model.predict([one["text"] for one in report["mistakes"]])
    for mistake, answer in zip(report["mistakes"], answers, strict=True):
        said = model.classes.index(mistake["predicted"])
        assert answer.outputs[said] == pytest.approx(mistake["probability"], abs=1e-5)


def test_fitting_the_ngrams_counts_as_training(two_paths: Finished, finished: Finished):
    first = next(event for event in two_paths[0] if isinstance(event, Point))
    assert any(isinstance(event, Preparing) and "words beside" in event.what for event in two_paths[0])
    assert not any(isinstance(event, Preparing) and "words beside" in event.what for event in finished[0])
    assert first.seconds > 0.005


def test_ngrams_tell_two_classes_apart_and_no_more(tiny: RunConfig, home: Home, monkeypatch: pytest.MonkeyPatch):
    texts = labelled([f"word{number % 7} of {number}" for number in range(90)], [number % 3 for number in range(90)])
    three = LabelledTexts(texts.texts, texts.labels, ("a", "b", "c"))
    monkeypatch.setattr("lstm_core.material.catalog.load", lambda *_: _answer(three))
    with pytest.raises(
        LabError, match=r"model\.ngrams: 1 tells two classes apart, and there are 3 here\. Set it to 0\."
    ):
        list(experiment.run(changed(tiny, ngrams=1), home, home.run("three")))


def _answer(value: LabelledTexts) -> Generator[tuple[int, int], None, LabelledTexts]:
    yield 1, 1
    return value
