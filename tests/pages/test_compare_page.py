"""The page Compare: from a form to a group of queued runs, and what is shown of runs in every state."""

import json
from typing import Any

import pytest
from filled_lab import FACTS, FilledLab, OpenPage, classes_report, curve, texts
from streamlit.testing.v1 import AppTest

from lstm_core.comparison.races import over_seeds, race, sweep
from lstm_core.config import RunConfig
from lstm_core.estimation.estimate import cost_key
from lstm_core.labs import LABS
from lstm_core.runs.costs import Cost, CostStore
from lstm_core.runs.groups import Group, GroupStore, Kind
from lstm_core.runs.record import RunRecord, Status

GAP = LABS["toy-reviews-gap"].config


def groups(lab: FilledLab) -> GroupStore:
    return GroupStore(lab.home.database)


def ended(lab: FilledLab, config: RunConfig, accuracy: float) -> RunRecord:
    report = classes_report(["negative", "positive"], [[1, 0], [0, 1]], loss=0.2)
    report |= {"accuracy": accuracy, "baseline_accuracy": 0.5, "examples": 1_200}
    return lab.ended(config, curve([0.7, 0.6], [0.7, 0.65]), {**FACTS, "baseline_accuracy": 0.49}, report)


def ended_group(lab: FilledLab, kind: Kind, configs: list[RunConfig], accuracies: dict[str, float]) -> str:
    runs = [ended(lab, one, accuracies[one.model.cell] + 0.001 * one.training.seed) for one in configs]
    return groups(lab).create(kind, [run.id for run in runs])


def opened(at: AppTest, lab: FilledLab, kind: str) -> Group:
    """The group in the URL."""
    group = groups(lab).get(
        at.query_params[kind][0] if isinstance(at.query_params[kind], list) else at.query_params[kind]
    )
    assert group
    return group


def chart(at: AppTest) -> dict[str, Any]:
    """What the live chart was given."""
    data: dict[str, Any] = json.loads(at.get("bidi_component")[0].proto.json)
    return data


TEXTBOOK = {"rnn": 0.5, "gru": 0.99, "lstm": 0.98}


def test_two_clicks_from_home_start_the_race(lab: FilledLab, open_page: OpenPage) -> None:
    home = open_page("home")
    assert ("compare", "**Why does the RNN forget?** Race the cells") in [
        (link.proto.page, link.label) for link in home.page_link
    ]
    at = open_page("compare")
    at.button("start_race").click().run()
    assert not at.exception
    group = opened(at, lab, "race")
    assert [run.config for run in group.runs] == race(GAP)
    assert all(run.status == Status.QUEUED for run in group.runs)
    assert [one["label"] for one in chart(at)["entrants"]] == ["RNN", "GRU", "LSTM"]
    assert "0 of 3 done" in texts(at)


def test_a_race_is_run_once_and_stopped_as_one(lab: FilledLab, open_page: OpenPage) -> None:
    first, again = open_page("compare"), open_page("compare")
    first.button("start_race").click().run()
    again.button("start_race").click().run()
    assert opened(first, lab, "race") == opened(again, lab, "race")
    again.button("stop_all").click().run()
    assert {run.status for run in opened(again, lab, "race").runs} == {Status.STOPPED}


def test_cells_seeds_weights_and_settings_are_chosen(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("compare")
    at.button_group("race_cells").set_value(["rnn", "lstm"])
    at.button_group("race_same").set_value("parameters")
    at.number_input("race_seeds_1").set_value(2)
    at.toggle("race_own").set_value(True).run()
    at.number_input("gap").set_value(20).run()
    at.button("start_race").click().run()
    assert not at.exception
    changed = RunConfig.from_flat({**GAP.flat(), "gap": 20})
    assert [run.config for run in opened(at, lab, "race").runs] == race(changed, ("rnn", "lstm"), 2, "parameters")


def test_without_a_cell_a_sentence_says_what_to_do(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("compare")
    at.button_group("race_cells").set_value([]).run()
    assert "take one or more of rnn, gru, lstm" in at.error[0].value


def test_a_race_that_is_over_says_who_remembers_and_why(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("compare", race=ended_group(lab, "race", race(GAP), TEXTBOOK))
    assert not at.exception
    said = texts(at)
    assert (
        "RNN (50.0%) is no better than always saying the same (50.0%). GRU (99.0%) and LSTM (98.0%) remember." in said
    )
    assert "Why does the RNN forget?" in said
    assert "**60 words**" in said
    assert "5·10⁻¹⁵" in said
    assert "one seed cannot tell" in said
    assert "step by step" in said  # where times are compared
    data = chart(at)
    assert data["baseline"] == {"value": 0.49, "text": "no memory: always the same answer"}
    assert {(one["label"], one["dash"], one["symbol"]) for one in data["entrants"]} == {
        ("RNN", "dot", "triangle-up"), ("GRU", "dash", "square"), ("LSTM", "solid", "circle"),
    }  # fmt: skip


def test_how_the_chart_is_drawn_is_handed_on(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("compare", race=ended_group(lab, "race", race(GAP), TEXTBOOK))
    at.button_group("curves_across").set_value("seconds")
    at.button_group("curves_part").set_value("training")
    at.toggle("curves_log").set_value(True)
    at.slider("curves_smoothing").set_value(0.9).run()
    data = chart(at)
    assert (data["x"], data["part"], data["log"], data["smoothing"]) == ("seconds", "training", True, 0.9)


def test_seeds_are_one_line_each_and_their_difference_is_tested(lab: FilledLab, open_page: OpenPage) -> None:
    other = RunConfig.from_flat({**GAP.flat(), "cell": "gru"})
    at = open_page("compare", seeds=ended_group(lab, "seeds", over_seeds([GAP, other], 3), TEXTBOOK))
    assert not at.exception
    assert [len(one["runs"]) for one in chart(at)["entrants"]] == [3, 3]
    assert "GRU is right on 1.0 points more of the test part than LSTM" in texts(at)
    assert "3 seeds): more than noise." in texts(at)


def test_two_configurations_start_as_ones_that_can_be_judged(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("compare", view="seeds")
    at.toggle("seeds_two_on").set_value(True).run()
    assert not at.warning
    at.selectbox("seeds_one").set_value("toy-reviews").run()
    assert "“Examples”. Both are trained" in at.warning[0].value


def test_the_seeds_of_two_configurations_are_queued(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("compare", view="seeds")
    at.toggle("seeds_two_on").set_value(True).run()
    at.number_input("race_seeds_5").set_value(2).run()
    at.button("start_seeds").click().run()
    assert not at.exception
    expected = over_seeds([LABS["token-sequences"].config, LABS["token-sequences-tuned"].config], 2)
    assert [run.config for run in opened(at, lab, "seeds").runs] == expected


@pytest.mark.parametrize("task", ["toy-reviews-gap", "adding", "copy-memory", "delayed-recall"])
def test_a_sweep_of_every_task_is_queued(lab: FilledLab, open_page: OpenPage, task: str) -> None:
    at = open_page("compare", view="sweep")
    at.selectbox("sweep_like").set_value(task).run()
    data_set = LABS[task].config.data.data_set
    at.text_input(f"distances_{data_set}").set_value("40, 20").run()
    at.button("start_sweep").click().run()
    assert not at.exception
    runs = opened(at, lab, "sweep").runs
    assert [run.config for run in runs] == sweep(LABS[task].config, ("rnn", "gru", "lstm"), [20, 40])


def test_a_sweep_draws_one_curve_a_cell_and_the_baseline(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("compare", sweep=ended_group(lab, "sweep", sweep(GAP, ("rnn", "lstm"), [10, 60]), TEXTBOOK))
    assert not at.exception
    (figure,) = (json.loads(one.proto.spec) for one in at.get("plotly_chart"))
    assert [line["name"] for line in figure["data"]] == ["no memory", "RNN", "LSTM"]


@pytest.mark.parametrize("typed", ["far", "", "0.5", "9999"])
def test_distances_that_are_none_are_refused_in_a_sentence(lab: FilledLab, open_page: OpenPage, typed: str) -> None:
    at = open_page("compare", view="sweep")
    at.text_input("distances_toy-reviews").set_value(typed).run()
    assert not at.exception
    assert at.error[0].value.endswith(".")


def test_a_distance_beyond_the_limit_is_told_by_the_title_of_its_setting(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("compare", view="sweep")
    at.text_input("distances_toy-reviews").set_value("5, 99999").run()
    assert at.error[0].value == "Gap: 99,999 is out of range, take 0 to 500."


def test_any_runs_over_each_other_with_what_they_differ_in(lab: FilledLab, open_page: OpenPage) -> None:
    other = RunConfig.from_flat({**GAP.flat(), "learning_rate": 0.001})
    runs = [ended(lab, GAP, 0.98), ended(lab, other, 0.8)]
    at = open_page("compare", runs=",".join(run.id for run in runs))
    assert not at.exception
    assert [one["runs"] for one in chart(at)["entrants"]] == [[run.id] for run in runs]
    assert "Learning rate" in texts(at)
    assert "Hidden size" not in texts(at).split('<th scope="row">Learning rate')[1]
    at.multiselect("any_runs").set_value([runs[0].id]).run()
    assert at.query_params["runs"] in (runs[0].id, [runs[0].id])


def test_every_run_of_the_page_tells_the_browser_which_runs_are_chosen(lab: FilledLab, open_page: OpenPage) -> None:
    """The first may be overtaken by the next before the browser has seen it; then the box would be empty below its curves."""
    runs = [ended(lab, one, 0.9) for one in race(GAP)]
    at = open_page("compare", runs=",".join(run.id for run in runs)).run()
    box = at.multiselect("any_runs")
    assert box.proto.set_value
    assert len(box.value) == 3
    settings = open_page("compare", like=runs[0].id).run()
    assert settings.selectbox("race_like").proto.set_value


def test_runs_on_different_data_are_drawn_and_not_judged(lab: FilledLab, open_page: OpenPage) -> None:
    runs = [ended(lab, GAP, 0.98), ended(lab, LABS["delayed-recall"].config, 0.9)]
    at = open_page("compare", runs=",".join(run.id for run in runs))
    assert not at.exception
    assert "different data" in at.info[0].value
    assert "“Data set”" in at.info[0].value
    assert chart(at)["baseline"] is None
    assert not any(box.key == "noise_one" for box in at.selectbox)


def test_only_runs_on_the_same_test_part_are_judged(lab: FilledLab, open_page: OpenPage) -> None:
    near = RunConfig.from_flat({**GAP.flat(), "gap": 0, "validation_share": 0.05})
    rnn, _, lstm = race(GAP)
    runs = [ended(lab, one, share) for one, share in ((lstm, 0.98), (rnn, 0.5), (near, 0.99))]
    at = open_page("compare", runs=",".join(run.id for run in runs))
    assert not at.exception
    assert "“Gap”. A figure" in at.info[0].value
    assert "only those of the same test part are judged" in at.info[0].value
    assert chart(at)["baseline"] is None
    (verdict,) = (one.value for one in at.markdown if one.value.startswith("####"))
    assert "gap 0" not in verdict
    one, other = at.selectbox("noise_one"), at.selectbox("noise_other")
    assert one.options == ["LSTM, gap 60, validation part 0.1", "RNN, gap 60, validation part 0.1"]
    assert other.options == one.options[:1]
    assert "same split" not in texts(at)


def test_another_validation_share_leaves_the_test_part_as_it_is(lab: FilledLab, open_page: OpenPage) -> None:
    runs = [ended(lab, RunConfig.from_flat({**GAP.flat(), "validation_share": share}), 0.9) for share in (0.05, 0.2)]
    at = open_page("compare", runs=",".join(run.id for run in runs))
    assert not at.info
    assert at.selectbox("noise_one").options


def test_accuracies_and_errors_are_not_drawn_on_one_axis(lab: FilledLab, open_page: OpenPage) -> None:
    text, value = ended(lab, GAP, 0.98), lab.adding()
    at = open_page("compare", runs=f"{text.id},{value.id}")
    assert [one["runs"] for one in chart(at)["entrants"]] == [[text.id]]
    assert "no common axis" in texts(at)


@pytest.mark.parametrize("view", ["race", "sweep", "seeds", "runs"])
def test_a_link_to_what_is_not_there_says_so_and_goes_on(lab: FilledLab, open_page: OpenPage, view: str) -> None:
    at = open_page("compare", **{view: "nothing-[here](x)"})
    assert not at.exception
    assert "may have been deleted" in at.warning[0].value


@pytest.mark.parametrize("view", ["race", "sweep", "seeds", "runs", "other"])
def test_every_view_has_an_empty_state(lab: FilledLab, open_page: OpenPage, view: str) -> None:
    at = open_page("compare", view=view)
    assert not at.exception
    assert not at.error


def test_earlier_races_are_one_link_each(lab: FilledLab, open_page: OpenPage) -> None:
    group = ended_group(lab, "race", race(GAP), TEXTBOOK)
    links = [(link.label, link.proto.query_string) for link in open_page("compare").page_link]
    assert links[-1][0].startswith("Who remembers sixty words? · RNN, GRU, LSTM · ")
    assert links[-1][1] == f"race={group}"


def test_a_failed_and_a_deleted_run_are_told(lab: FilledLab, open_page: OpenPage) -> None:
    failed, gone, kept = lab.failed(), lab.failed(), ended(lab, GAP, 0.9)
    group = groups(lab).create("race", [failed.id, gone.id, kept.id])
    lab.store.delete(gone.id)
    at = open_page("compare", race=group)
    assert not at.exception
    assert "The loss is no longer a number" in at.error[0].value
    assert "1 of its runs was deleted since." in texts(at)


def test_the_time_of_all_runs_is_told_before_the_start(lab: FilledLab, open_page: OpenPage) -> None:
    costs = CostStore(lab.home.database)
    assert "3 to go" in texts(open_page("compare"))
    for seconds, config in zip((1.0, 2.5, 0.5), race(GAP), strict=True):
        costs.keep(cost_key(config, lab.home), config, "this", Cost(seconds, 10**9))
    at = open_page("compare")
    assert "About 32 s of training in all" in texts(at)  # 8 epochs of 4 s
    at.number_input("race_seeds_1").set_value(2).run()
    assert "About 1 min 04 s" in texts(at)


def test_a_cost_that_cannot_be_measured_is_told(lab: FilledLab, open_page: OpenPage) -> None:
    for config in race(GAP):
        CostStore(lab.home.database).keep(
            cost_key(config, lab.home), config, "this", Cost(problem="Too large for this machine.")
        )
    assert "Too large for this machine." in texts(open_page("compare"))


def test_a_finished_run_leads_to_a_race_with_its_settings(lab: FilledLab, open_page: OpenPage) -> None:
    run = ended(lab, RunConfig.from_flat({**GAP.flat(), "gap": 17}), 0.9)
    for _ in range(31):
        lab.finished()  # long ago, by now
    at = open_page("train", run=run.id)
    assert ("compare", f"like={run.id}") in [(link.proto.page, link.proto.query_string) for link in at.page_link]
    at = open_page("compare", like=run.id)
    assert at.selectbox("race_like").value == run.id
    at.button("start_race").click().run()
    assert [one.config for one in opened(at, lab, "race").runs] == race(run.config)


def test_another_choice_is_kept_beside_the_link(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("compare", like="adding")
    assert at.selectbox("race_like").value == "adding"
    at.selectbox("race_like").set_value("toy-reviews-gap").run()
    assert at.selectbox("race_like").value == "toy-reviews-gap"
