"""The page one trains on."""

import re

import pytest
from filled_lab import FilledLab, OpenPage, curves, has, texts

from lstm_core.config import SETTINGS, RunConfig
from lstm_core.data.catalog import DATA_SETS
from lstm_core.estimation.estimate import expected_parameters
from lstm_core.labs import default_config
from lstm_core.runs.record import Status

TOY = default_config("toy-reviews")
ASKED = [one for one in SETTINGS.values() if one.applies_to("toy-reviews") and one.name != "file"]
HANDLES = ["data_set", "epochs", "batch_size", "learning_rate", "hidden_size", "embedding_size", "seed", "start"]


# The form


@pytest.mark.parametrize("key", HANDLES)
def test_handle_is_there(key: str, lab: FilledLab, open_page: OpenPage) -> None:
    assert has(open_page("train"), key)


def test_every_setting_has_a_widget_with_its_title_and_help(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train")
    for setting in ASKED:
        widget = at.get_by_key(setting.name)
        assert (widget.label, widget.help) == (setting.title, setting.help)


def test_every_number_has_the_limits_of_its_setting(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train")
    for setting in ASKED:
        if not setting.choices:
            widget = at.number_input(setting.name)
            assert (widget.min, widget.max) == (setting.minimum, setting.maximum)


def test_every_choice_is_offered(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train")
    for setting in ASKED:
        if setting.choices and setting.name != "data_set":
            assert at.selectbox(setting.name).options == [str(choice) for choice in setting.choices]
    assert at.selectbox("data_set").options == [one.title for one in DATA_SETS.values() if not one.needs_file]


def test_the_first_settings_are_not_hidden(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train")
    (more,) = at.expander
    hidden = {node.key for node in more if getattr(node, "key", None)}
    assert hidden == {setting.name for setting in ASKED if not setting.first}


def test_it_begins_with_the_toy_reviews_and_says_what_they_are(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train")
    assert {name: at.session_state[name] for name in SETTINGS} == TOY.flat()
    assert DATA_SETS["toy-reviews"].description in texts(at)


def test_another_data_set_brings_its_own_settings(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train")
    at.selectbox("data_set").set_value("imdb").run()
    assert not at.exception
    assert {name: at.session_state[name] for name in SETTINGS} == default_config("imdb").flat()
    assert DATA_SETS["imdb"].description in texts(at)


def test_a_link_can_choose_the_data_set(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", data_set="imdb")
    assert at.selectbox("data_set").value == "imdb"
    assert at.number_input("examples").value == default_config("imdb").data.examples
    at.number_input("epochs").set_value(9).run()
    assert at.number_input("epochs").value == 9  # the link is heeded once


def test_the_data_set_stays_in_the_url(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", data_set="imdb")
    assert at.query_params["data_set"] in ("imdb", ["imdb"])
    at.selectbox("data_set").set_value("digits").run()
    assert at.query_params == {"data_set": "digits"}


def test_a_run_that_is_gone_stays_in_the_url(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", data_set="imdb")
    at.query_params.clear()
    at.query_params["run"] = "gone"
    for _ in range(2):
        assert "There is no run called gone" in at.run().warning[0].value


def test_a_link_to_no_data_set_changes_nothing(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", data_set="<b>nothing</b>")
    assert not at.exception
    assert at.selectbox("data_set").value == "toy-reviews"


@pytest.mark.parametrize(("name", "value"), [("hidden_size", 128), ("layers", 3), ("vocabulary_size", 50)])
def test_the_number_of_weights_follows_the_form(name: str, value: int, lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train")
    assert f"{expected_parameters(TOY):,}" in texts(at)
    at.number_input(name).set_value(value).run()
    changed = RunConfig.from_flat({**TOY.flat(), name: value})
    assert f"{expected_parameters(changed):,}" in texts(at)


def test_the_form_survives_a_look_at_another_page(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train")
    at.number_input("epochs").set_value(17)
    at.number_input("dropout").set_value(0.15).run()
    at.switch_page("../pages/home.py").run()
    at.switch_page("../pages/train.py").run()
    assert at.number_input("epochs").value == 17
    assert at.number_input("dropout").value == 0.15


# Starting


def test_start_queues_the_default_config_and_puts_the_run_into_the_url(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train")
    at.button("start").click().run()
    assert not at.exception
    (run,) = lab.store.newest()
    assert run.status == Status.QUEUED
    assert run.config == TOY
    assert at.query_params == {"run": run.id}
    assert curves(at)["run"] == run.id


def test_start_takes_what_the_form_says(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train")
    at.number_input("epochs").set_value(3)
    at.selectbox("pooling").set_value("last")
    at.number_input("learning_rate").set_value(0.002)
    at.selectbox("directions").set_value(2)
    at.button("start").click().run()
    changed = {"epochs": 3, "pooling": "last", "learning_rate": 0.002, "directions": 2}
    assert lab.store.newest()[0].config == RunConfig.from_flat({**TOY.flat(), **changed})


def test_the_same_config_opens_the_run_there_is_and_says_so(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train")
    at.button("start").click().run()
    assert "very configuration" not in texts(at)
    first = at.query_params["run"]
    at.button("start").click().run()
    assert at.query_params["run"] == first
    assert "is already being trained" in texts(at)
    assert len(lab.store.newest()) == 1


def test_a_finished_run_of_the_same_config_is_opened(lab: FilledLab, open_page: OpenPage) -> None:
    open_page("train").button("start").click().run()
    lab.store.end(lab.store.newest()[0].id, Status.FINISHED)
    at = open_page("train")
    at.button("start").click().run()
    assert "was already trained" in texts(at)
    assert len(lab.store.newest()) == 1


@pytest.mark.parametrize("end", [Status.STOPPED, Status.FAILED])
def test_a_run_that_did_not_get_to_its_end_is_not_opened_instead(
    end: Status, lab: FilledLab, open_page: OpenPage
) -> None:
    at = open_page("train")
    at.button("start").click().run()
    first = at.query_params["run"]
    lab.store.end(first, end)
    at.button("start").click().run()
    assert at.query_params["run"] != first
    assert "very configuration" not in texts(at)


def test_train_again_trains_anew(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.finished()
    at = open_page("train", run=run.id)
    at.button("train_again").click().run()
    assert not at.exception
    newest = lab.store.newest()[0]
    assert (newest.id, newest.config) == (at.query_params["run"], run.config)
    assert newest.id != run.id
    assert newest.status == Status.QUEUED


# A run in the URL


def test_a_run_in_the_url_fills_the_form(lab: FilledLab, open_page: OpenPage) -> None:
    config = RunConfig.from_flat({**default_config("imdb").flat(), "epochs": 7, "schedule": "constant", "seed": 5})
    at = open_page("train", run=lab.queued(config).id)
    assert {name: at.session_state[name] for name in SETTINGS} == config.flat()


def test_the_form_can_be_changed_while_a_run_is_open(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.running()
    at = open_page("train", run=run.id)
    at.number_input("epochs").set_value(11).run()
    assert at.number_input("epochs").value == 11
    at.button("start").click().run()
    assert at.query_params["run"] != run.id
    assert lab.store.newest()[0].config.training.epochs == 11


@pytest.mark.parametrize(
    "name", ["toy-reviews-00000000", "../../etc/passwd", "a" * 5_000, "💥", "%00", "'; DROP TABLE runs"]
)
def test_an_unknown_run_in_the_url_is_a_sentence(name: str, lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", run=name)
    assert not at.exception
    (warning,) = at.warning
    assert "There is no run called" in warning.value
    assert len(warning.value) < 300
    assert has(at, "start")


@pytest.mark.parametrize("page", ["train", "predict"])
@pytest.mark.parametrize("name", ["![](//example.org/a.png)", "[press](//example.org)", "`![](//example.org/a.png)"])
def test_a_link_cannot_put_pictures_or_links_on_the_page(
    name: str, page: str, lab: FilledLab, open_page: OpenPage
) -> None:
    lab.finished()
    (warning,) = open_page(page, run=name).warning
    outside_code = re.sub(r"(`+).*?[^`]\1(?!`)", "", warning.value)
    assert not re.search(r"(?<!\\)\]\(", outside_code)


def test_a_run_deleted_meanwhile_is_a_sentence(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.failed()
    at = open_page("train", run=run.id)
    lab.store.delete(run.id)
    at.run()
    assert not at.exception
    assert "There is no run called" in at.warning[0].value
