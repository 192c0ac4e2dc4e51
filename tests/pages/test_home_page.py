"""The page one arrives at. (`test_home` is about the folder.)"""

import pytest
from filled_lab import FilledLab, OpenPage

from lstm_core.estimation.estimate import cost_key
from lstm_core.execution.processes import this_process
from lstm_core.labs import LABS
from lstm_core.runs.costs import Cost, CostStore
from lstm_core.runs.record import Status

MACHINE = {"device": "cpu", "precision": "bf16", "threads": 2}


FIVE = ["sine", "sum-of-ten", "token-sequences", "imdb-keras", "imdb-notebook"]
MORE = ["imdb-quick", "toy-reviews-gap", "imdb", "adding", "copy-memory", "delayed-recall", "digits", "sunspots", "co2"]
TUNED = ["sine-tuned", "sum-of-ten-tuned", "token-sequences-tuned", "imdb-keras-tuned", "imdb-tuned"]


def test_the_five_labs_come_first_and_say_what_they_are(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("home")
    cards = [*FIVE, "toy-reviews"]
    assert [heading.value for heading in at.subheader] == [LABS[name].title for name in cards]
    said = [text.value for text in (*at.markdown, *at.caption)]
    for name in (*cards, *MORE):
        assert LABS[name].story in said
    assert "Nothing was trained yet" in at.caption[-1].value


def test_every_lab_has_its_button(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("home")
    assert {button.key for button in at.button} == {f"train_{name}" for name in LABS}
    assert set(LABS) == {*FIVE, *MORE, *TUNED, "toy-reviews"}


def test_the_tuned_variant_is_the_second_button_of_its_card(lab: FilledLab, open_page: OpenPage) -> None:
    keys = [button.key for button in open_page("home").button]
    assert keys[:10] == [f"train_{name}" for pair in zip(FIVE, TUNED, strict=True) for name in pair]


@pytest.mark.parametrize("name", LABS)
def test_one_click_trains_a_lab(name: str, lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("home")
    at.button(f"train_{name}").click().run()
    assert not at.exception
    (run,) = lab.store.newest()
    assert run.config == LABS[name].config
    assert run.status == Status.QUEUED
    assert at.query_params == {"run": run.id}
    assert at.button("stop")  # it is the training page that is shown
    assert at.selectbox("data_set").value == LABS[name].config.data.data_set


def test_a_second_click_opens_the_same_run(lab: FilledLab, open_page: OpenPage) -> None:
    open_page("home").button("train_toy-reviews").click().run()
    at = open_page("home")
    at.button("train_toy-reviews").click().run()
    assert at.query_params == {"run": lab.store.newest()[0].id}
    assert len(lab.store.newest()) == 1
    assert any("is already being trained" in info.value for info in at.info)


def test_a_card_leads_to_the_page_of_its_lab(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("home")
    assert [(link.proto.page, link.proto.query_string) for link in at.page_link] == [
        ("compare", ""),
        ("inside", "view=Why+it+forgets"),
        *(("train", f"lab={name}") for name in (*FIVE, "toy-reviews", *MORE)),
    ]


def test_the_five_newest_runs(lab: FilledLab, open_page: OpenPage) -> None:
    newest = [lab.queued().id for _ in range(7)][:1:-1]
    at = open_page("home")
    assert [link.proto.query_string for link in at.page_link if link.label == "Open"] == [
        f"run={one}" for one in newest
    ]
    assert at.page_link[-1].label == "All runs"


def machine_line(lab: FilledLab, open_page: OpenPage) -> str:
    return str(open_page("home").caption[0].value)


def test_the_worker_is_starting(lab: FilledLab, open_page: OpenPage) -> None:
    assert "is starting" in machine_line(lab, open_page)


def test_the_worker_is_ready(lab: FilledLab, open_page: OpenPage) -> None:
    lab.store.report_worker(this_process(), MACHINE)
    assert machine_line(lab, open_page).endswith("cpu · bf16 · 2 threads · 1 worker, ready")


def test_the_worker_is_training_and_others_wait(lab: FilledLab, open_page: OpenPage) -> None:
    lab.store.report_worker(this_process(), MACHINE)
    lab.running()
    lab.queued()
    assert machine_line(lab, open_page).endswith("training · 1 waiting")


def test_a_card_says_how_long_its_lab_trains_here(lab: FilledLab, open_page: OpenPage) -> None:
    costs, config = CostStore(lab.home.database), LABS["sine"].config
    costs.keep(cost_key(config, lab.home), config, "machine", Cost(epoch_seconds=2.0))
    said = [caption.value for caption in open_page("home").caption]
    assert f":material/timer: trains about {config.training.epochs * 2 // 60} min 40 s here" in said
    assert any(f"1 of {len(LABS)}" in line for line in said)


def test_times_that_are_not_known_are_asked_for_the_first_card_first(lab: FilledLab, open_page: OpenPage) -> None:
    open_page("home")
    asked = CostStore(lab.home.database).asked()
    assert asked
    assert asked[1] == LABS[FIVE[0]].config


def test_nothing_is_asked_once_all_times_are_known(lab: FilledLab, open_page: OpenPage) -> None:
    costs = CostStore(lab.home.database)
    for one in LABS.values():
        costs.keep(cost_key(one.config, lab.home), one.config, "machine", Cost(epoch_seconds=0.001))
    said = [caption.value for caption in open_page("home").caption]
    assert ":material/timer: trains less than a second here" in said
    assert not any("Measuring" in line for line in said)
    assert costs.asked() is None
