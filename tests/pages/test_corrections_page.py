"""Wrong answers set right on the page Predict."""

import pytest
from filled_lab import FilledLab, OpenPage, has, once_answered, texts
from streamlit.testing.v1 import AppTest

from lstm_core.data import uploads
from lstm_core.execution import errand as carried
from lstm_core.execution.errands import Errands
from lstm_core.runs.corrections import Correction, collection_of
from lstm_core.runs.record import RunRecord
from ui import services

CLASSES = ("negative", "positive")


def answered(open_page: OpenPage, text: str = "What a wonderful film") -> AppTest:
    at = open_page("predict")
    at.segmented_control("push_method").set_value("off")
    return once_answered(at.text_input("try_text").set_value(text).run())


def right(at: AppTest) -> str:
    """The key of what says the right class."""
    return str(next(one.key for one in at.get("button_group") if str(one.key).startswith("right_")))


def stored(text: str) -> Correction | None:
    return services.corrections().find(collection_of(CLASSES), text)


def test_a_wrong_answer_is_set_right_listed_and_removed(trained_copy: RunRecord, open_page: OpenPage) -> None:
    at = answered(open_page)
    assert "None yet" in texts(at)
    offered = at.get("button_group")
    said = next(html.value for html in at.html if "%" in html.value)
    wrong = next(name for name in CLASSES if name in said)
    other = next(name for name in CLASSES if name != wrong)
    key = right(at)
    assert offered
    at.pills(key).set_value(other).run()
    assert not at.exception
    assert stored("What a wonderful film") == Correction("What a wonderful film", other, wrong)
    assert f"Collected as **{other}**" in texts(at)
    assert "1 text, kept on this machine" in texts(at)
    assert f"**{other}**, not {wrong}: What a wonderful film" in texts(at)

    services._corrections.clear()  # as after a restart of the server
    at = answered(open_page)
    assert "1 text, kept on this machine" in texts(at)
    next(button for button in at.button if str(button.key).startswith("remove_")).click().run()
    assert not at.exception
    assert stored("What a wonderful film") is None
    assert "None yet" in texts(at)


def test_what_was_said_can_be_taken_back(trained_copy: RunRecord, open_page: OpenPage) -> None:
    services.corrections().add(collection_of(CLASSES), Correction("What a wonderful film", "negative", "positive"))
    at = answered(open_page)
    next(button for button in at.button if str(button.key).startswith("take_back_")).click().run()
    assert stored("What a wonderful film") is None
    assert right(at)


def test_a_text_too_long_is_a_sentence(trained_copy: RunRecord, open_page: OpenPage) -> None:
    at = answered(open_page, "wonderful " * 2_500)
    key = right(at)
    at.pills(key).set_value(at.pills(key).options[0]).run()
    assert not at.exception
    assert any("up to 20,000 can be collected" in warning.value for warning in at.warning)


def test_many_are_shown_when_asked_for(lab: FilledLab, open_page: OpenPage) -> None:
    lab.finished()
    for number in range(12):
        services.corrections().add(collection_of(CLASSES), Correction(f"text {number} <b>", "negative", "positive"))
    at = open_page("predict")
    assert len([one for one in at.button if str(one.key).startswith("remove_")]) == 10
    at.button("show_all_corrections").click().run()
    assert len([one for one in at.button if str(one.key).startswith("remove_")]) == 12
    assert not has(at, "show_all_corrections")


def test_they_become_a_file_on_the_page_data(
    trained_copy: RunRecord, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Errands, "result", lambda _self, kind, arguments, _file: carried.carried_out(kind, arguments, services.home())
    )
    services.corrections().add(collection_of(CLASSES), Correction("one of mine", "negative", "positive"))
    at = open_page("predict")
    at.button("make_data_set").click().run()
    assert not at.exception
    (upload,) = uploads.brought(services.home())
    assert upload.name == "1 corrected answer and all before.csv"
    original = uploads.original(upload, services.home()).read_text(encoding="utf-8")
    assert original.count("\n") == 402  # the header, 400 toy reviews, and one of mine
    assert '"one of mine","negative"' in original
    assert at.query_params["file"] in (upload.id, [upload.id])
    assert has(at, "train_on_this")


def test_nothing_is_asked_where_numbers_are_read(lab: FilledLab, open_page: OpenPage) -> None:
    lab.digits()
    at = open_page("predict")
    assert not at.exception
    assert "Corrected answers" not in [header.value for header in at.header]
