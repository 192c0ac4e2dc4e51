"""The list of runs."""

from filled_lab import FilledLab, OpenPage
from streamlit.testing.v1 import AppTest

from lstm_core.runs.record import RunRecord


def rows(at: AppTest) -> list[str]:
    """The ids of the runs shown, in order."""
    keys = [getattr(node, "key", None) or "" for node in at.main]
    return [key.removeprefix("row_") for key in keys if key.startswith("row_")]


def links(at: AppTest) -> list[tuple[str, str, str]]:
    return [(link.label, link.proto.page, link.proto.query_string) for link in at.page_link]


def test_without_runs_it_shows_the_way_to_one(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("runs")
    assert "Nothing was trained yet" in at.info[0].value
    assert [link[0] for link in links(at)] == ["Train"]


def test_newest_first_with_state_accuracy_and_links(lab: FilledLab, open_page: OpenPage) -> None:
    finished, running = lab.finished(), lab.running()
    at = open_page("runs")
    assert rows(at) == [running.id, finished.id]
    assert links(at) == [
        ("Open", "train", f"run={running.id}"),
        ("Open", "train", f"run={finished.id}"),
        ("Try", "predict", f"run={finished.id}"),
    ]
    assert any("91.0%" in text.value for text in at.markdown)


def test_a_run_can_be_deleted_with_its_folder(trained_copy: RunRecord, lab: FilledLab, open_page: OpenPage) -> None:
    kept = lab.failed()
    folder = lab.home.run(trained_copy.id)
    assert (folder / "model.safetensors").exists()
    at = open_page("runs")
    at.button(f"delete_{trained_copy.id}").click().run()
    assert not at.exception
    assert rows(at) == [kept.id]
    assert lab.store.get(trained_copy.id) is None
    assert not folder.exists()


def test_a_waiting_run_can_be_deleted(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.queued()
    at = open_page("runs")
    at.button(f"delete_{run.id}").click().run()
    assert not at.exception
    assert rows(at) == []


def test_a_run_that_trains_cannot_be_deleted_by_accident(lab: FilledLab, open_page: OpenPage) -> None:
    """Either there is no such button, or pressing it is answered with a sentence."""
    run = lab.running()
    at = open_page("runs")
    for button in at.button:
        if button.key == f"delete_{run.id}" and not button.disabled:
            button.click().run()
    assert not at.exception
    assert lab.store.get(run.id)


def test_a_run_deleted_in_another_window_is_gone_without_a_fuss(lab: FilledLab, open_page: OpenPage) -> None:
    run = lab.failed()
    at = open_page("runs")
    lab.store.delete(run.id)
    at.button(f"delete_{run.id}").click().run()
    assert not at.exception
    assert rows(at) == []


def test_long_lists_come_in_pieces(lab: FilledLab, open_page: OpenPage) -> None:
    all_of_them = [lab.queued().id for _ in range(45)]
    at = open_page("runs")
    assert rows(at) == all_of_them[:-21:-1]
    at.button("show_more").click().run()
    assert len(rows(at)) == 40
    at.button("show_more").click().run()
    assert rows(at) == all_of_them[::-1]
    assert "show_more" not in [button.key for button in at.button]
