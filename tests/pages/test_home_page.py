"""The page one arrives at. (`test_home` is about the folder.)"""

import pytest
from filled_lab import FilledLab, OpenPage

from lstm_core.execution.processes import this_process
from lstm_core.labs import LABS
from lstm_core.runs.record import Status

MACHINE = {"device": "cpu", "precision": "bf16", "threads": 2}


def test_every_lab_has_a_card_that_says_what_it_is(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("home")
    assert [heading.value for heading in at.subheader] == [one.title for one in LABS.values()]
    for one in LABS.values():
        assert one.story in [text.value for text in at.markdown]
    assert "Nothing was trained yet" in at.caption[-1].value


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
    assert at.selectbox("data_set").value == name


def test_a_second_click_opens_the_same_run(lab: FilledLab, open_page: OpenPage) -> None:
    open_page("home").button("train_toy-reviews").click().run()
    at = open_page("home")
    at.button("train_toy-reviews").click().run()
    assert at.query_params == {"run": lab.store.newest()[0].id}
    assert len(lab.store.newest()) == 1
    assert any("is already being trained" in info.value for info in at.info)


def test_a_card_leads_to_the_form(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("home")
    assert [(link.proto.page, link.proto.query_string) for link in at.page_link] == [
        ("train", f"data_set={one.config.data.data_set}") for one in LABS.values()
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
