"""Which runs belong together, in what they differ, and what is said of their figures."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lstm_core.comparison.entrants import by_test_part, differences, entrants, score
from lstm_core.comparison.races import race, sweep
from lstm_core.comparison.verdict import difference_verdict, mean_in_words, race_verdict, sweep_verdict
from lstm_core.config import RunConfig
from lstm_core.data import own_files
from lstm_core.home import Home
from lstm_core.labs import LABS, default_config
from lstm_core.labs.own_data import own_config
from lstm_core.runs.record import Progress, RunRecord, Status

GAP = LABS["toy-reviews-gap"].config
REPORT = {"loss": 0.2, "baseline_accuracy": 0.5, "examples": 1_200}


def run(config: RunConfig, **metrics: Any) -> RunRecord:
    status = Status.FINISHED if metrics else Status.RUNNING
    progress = Progress("Training", 1, 1, 1.0, 7.5)
    facts = {"parameters": 100 * config.model.hidden_size}
    name = f"{config.model.cell}-{config.training.seed}"
    return RunRecord(name, name, config, status, "", False, 0.0, 0.0, None, progress, facts, metrics)


def raced(accuracies: dict[str, list[float]]) -> list[RunRecord]:
    seeds = max(map(len, accuracies.values()))
    configs = race(GAP, list(accuracies), seeds)
    return [
        run(one, accuracy=accuracies[one.model.cell][one.training.seed], **REPORT)
        for one in configs
        if one.training.seed < len(accuracies[one.model.cell])
    ]


TEXTBOOK = {"rnn": [0.51, 0.49, 0.5], "gru": [0.99, 0.98, 0.99], "lstm": [0.99, 0.92, 0.97]}


def test_runs_of_one_config_over_seeds_are_one_entrant():
    found = entrants(raced(TEXTBOOK))
    assert [one.label for one in found] == ["RNN", "GRU", "LSTM"]
    assert [len(one.runs) for one in found] == [3, 3, 3]
    assert found[0].parameters == 3_200
    assert found[0].seconds == 7.5
    assert found[0].loss == pytest.approx(0.2)


def test_the_label_says_in_what_an_entrant_differs():
    found = entrants([run(one) for one in race(GAP, same="parameters")])
    assert [one.label for one in found][2] == "LSTM, hidden size 32"
    assert found[0].label.startswith("RNN, hidden size ")
    other = RunConfig.from_flat({**GAP.flat(), "learning_rate": 0.001})
    assert [one.label for one in entrants([run(GAP), run(other)])] == [
        "LSTM, learning rate 0.008", "LSTM, learning rate 0.001",
    ]  # fmt: skip


def test_a_label_names_the_data_where_there_are_several_and_few_settings():
    named = entrants([run(GAP), run(default_config("sine")), run(default_config("sum-of-ten"))])
    assert [one.label for one in named] == ["LSTM, Toy reviews", "LSTM, Sine wave", "LSTM, Sum of ten"]
    assert [len(part) for part in by_test_part(named)] == [1, 1, 1]
    many = {"gap": 10, "examples": 500, "sequence_length": 99, "hidden_size": 8, "epochs": 3}
    far = [RunConfig.from_flat({**GAP.flat(), **many, "batch_size": size}) for size in (8, 16)]
    labels = [one.label for one in entrants([run(GAP), *map(run, far)])]
    assert labels[1].count(",") == 3
    assert labels[2] == f"{labels[1]} (2)"
    assert len(by_test_part(entrants(map(run, far)))) == 1


def test_files_of_ones_own_are_told_apart_by_what_is_in_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LAB_HOME", str(tmp_path))
    configs = []
    for column in ("kWh", "litres"):
        brought = tmp_path / "use.csv"
        brought.write_text("\n".join([f"year,{column}", *(f"{2000 + n},{n % 7 + 0.5}" for n in range(60))]))
        file = own_files.keep(brought, Home.default().own_files)
        configs.append(own_config(file, own_files.facts(file, Home.default().own_files)))
    named = entrants(map(run, configs))
    assert [one.label for one in named] == ["LSTM, Your own series: kWh", "LSTM, Your own series: litres"]


def test_only_the_same_test_part_is_judged_together():
    rnn, _, lstm = race(GAP)
    other = RunConfig.from_flat({**GAP.flat(), "gap": 0, "validation_share": 0.05})
    parts = by_test_part(entrants(map(run, (rnn, other, lstm))))
    assert [[one.label for one in part] for part in parts] == [
        ["RNN, gap 60, validation part 0.1", "LSTM, gap 60, validation part 0.1"],
        ["LSTM, gap 0, validation part 0.05"],
    ]


def test_without_a_gap_there_is_nothing_to_remember():
    near = RunConfig.from_flat({**GAP.flat(), "gap": 0})
    found = entrants(
        [run(one, accuracy=share, **REPORT) for one, share in zip(race(near, ("rnn", "lstm")), (0.5, 0.9), strict=True)]
    )
    assert race_verdict(found).endswith(" does better.")


def test_only_the_settings_that_differ_are_told():
    other = RunConfig.from_flat({**GAP.flat(), "cell": "gru", "gap": 10})
    assert differences([GAP, other]) == {"gap": [60, 10], "cell": ["lstm", "gru"]}
    assert differences([GAP]) == differences([]) == {}


def test_who_is_at_chance_and_who_is_not():
    rnn, gru, lstm = entrants(raced(TEXTBOOK))
    assert rnn.no_better_than_chance() is True
    assert gru.no_better_than_chance() is False
    assert race_verdict([rnn, gru, lstm]).startswith(
        "RNN (50.0% ± 2.5) is no better than always saying the same (50.0%). GRU (98.7%"
    )
    assert race_verdict([rnn, gru, lstm]).endswith(" remember.")
    assert "LSTM (96.0%" in race_verdict([rnn, gru, lstm])
    assert ": all better than" in race_verdict([gru, lstm])
    assert ") is better than" in race_verdict([lstm])


def test_where_no_distance_is_set_nobody_is_said_to_remember():
    rnn, gru = race(LABS["imdb"].config, ["rnn", "gru"])
    found = entrants([run(rnn, accuracy=0.5, **REPORT), run(gru, accuracy=0.9, **REPORT)])
    assert race_verdict(found).endswith(" does better.")


def test_a_little_above_the_baseline_is_still_chance():
    assert entrants(raced({"rnn": [0.52]}))[0].no_better_than_chance() is True
    assert entrants(raced({"rnn": [0.54]}))[0].no_better_than_chance() is False


def test_a_guess_that_beats_a_low_baseline_is_no_memory():
    """The class that is the more frequent one in training may be the rarer one in the test part."""
    low = {**REPORT, "baseline_accuracy": 0.44, "examples": 120, "confusion_matrix": [[40, 40], [20, 20]]}
    (one,) = entrants([run(GAP, accuracy=0.55, **low)])
    assert one.no_better_than_chance() is True
    assert race_verdict([one]) == "LSTM (55.0%) is no better than guessing (50.0%)."
    (one,) = entrants([run(GAP, accuracy=0.65, **low)])
    assert one.no_better_than_chance() is False


def test_before_there_is_a_figure_nothing_is_said():
    found = entrants([run(one) for one in race(GAP)])
    assert race_verdict(found) == ""
    assert found[0].mean() is None
    assert found[0].no_better_than_chance() is None
    assert mean_in_words(found[0]) == ""


OF_VALUES = {"examples": 1_000, "baselines": {"always the mean": {"mae": 0.16}}}


def test_values_are_laid_beside_the_simplest_rule():
    adding = LABS["adding"].config
    runs = [
        run(one, mae=0.02 if one.model.cell == "lstm" else 0.155, loss=0.1, **OF_VALUES)
        for one in race(adding, ("rnn", "lstm"))
    ]
    assert race_verdict(entrants(runs)) == (
        "RNN (off by 0.155) is no better than the simplest rule (off by 0.16). LSTM (off by 0.02) remembers."
    )
    found = score(runs[0].metrics)
    assert found
    assert (found.metric, found.baseline) == ("mae", 0.16)
    assert score({}) is None


def test_a_difference_that_is_more_than_noise():
    rnn, _, lstm = entrants(raced(TEXTBOOK))
    said = difference_verdict(lstm, rnn)
    assert said.startswith("LSTM is right on 46.0 points more of the test part than RNN (95% interval +")
    assert said.endswith("3 seeds): more than noise.")


def test_a_difference_that_may_be_noise():
    _, gru, lstm = entrants(raced(TEXTBOOK))
    assert "this may be noise" in difference_verdict(gru, lstm)
    assert "points less" in difference_verdict(lstm, gru)


def test_one_seed_cannot_tell():
    rnn, lstm = entrants(raced({"rnn": [0.5], "lstm": [0.99]}))
    assert "one seed cannot tell" in difference_verdict(lstm, rnn)
    later = replace(
        lstm, runs=tuple(run(RunConfig.from_flat({**GAP.flat(), "seed": 9}), accuracy=0.9, **REPORT) for _ in "a")
    )
    assert difference_verdict(later, rnn).startswith("No seed was trained with both")


def test_a_sweep_says_where_a_cell_has_forgotten_and_how_far_another_remembers():
    reached = {
        ("rnn", 5): 0.81,
        ("rnn", 15): 0.51,
        ("rnn", 60): 0.49,
        ("lstm", 5): 0.99,
        ("lstm", 15): 1.0,
        ("lstm", 60): 0.98,
    }
    configs = sweep(GAP, ("rnn", "lstm"), [60, 5, 15])
    runs = [run(one, accuracy=reached[one.model.cell, one.data.gap], **REPORT) for one in configs]
    assert sweep_verdict(entrants(runs), "gap", "words") == (
        "RNN has forgotten at 15 words: 51.0% is no better than always saying the same (50.0%). "
        "LSTM still remembers at 60 words (98.0%)."
    )
    assert sweep_verdict(entrants(runs[:1]), "gap", "words") == "RNN still remembers at 5 words (81.0%)."
    assert sweep_verdict(entrants([run(one) for one in configs]), "gap", "words") == ""


def test_a_sweep_over_errors_is_told_beside_the_simplest_rule():
    adding = LABS["adding"].config
    runs = [
        run(one, mae=0.02 if one.model.cell == "gru" or one.data.length == 20 else 0.16, **OF_VALUES)
        for one in sweep(adding, ("rnn", "gru"), [20, 80])
    ]
    assert sweep_verdict(entrants(runs), "length", "steps") == (
        "RNN has forgotten at 80 steps: off by 0.16 is no better than the simplest rule (off by 0.16). "
        "GRU still remembers at 80 steps (off by 0.02)."
    )


def test_values_without_a_rule_beside_them_are_told_as_they_are():
    (one,) = entrants([run(LABS["adding"].config, mae=0.02)])
    assert one.no_better_than_chance() is None
    assert race_verdict([one]) == "On the test part: LSTM (off by 0.02)."
    assert sweep_verdict([one], "length", "steps") == "LSTM at 100 steps: off by 0.02."
