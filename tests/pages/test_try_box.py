"""The text box that answers while one types."""

import threading
import time

import pytest
from filled_lab import FilledLab, OpenPage, once_answered, texts
from polling import eventually
from streamlit.testing.v1 import AppTest

from lstm_core.errors import LabError
from lstm_core.execution.inference import Answer
from lstm_core.runs.record import RunRecord
from ui import services


def ask(open_page: OpenPage, run: RunRecord, text: str) -> AppTest:
    at = open_page("train", run=run.id)
    at.text_input("try_text").set_value(text).run()
    assert not once_answered(at).error
    return at


def test_a_sentence_is_answered(trained: RunRecord, open_page: OpenPage) -> None:
    shown = texts(ask(open_page, trained, "The film was not bad at all."))
    assert "positive" in shown or "negative" in shown
    assert "It read 7 words" in shown


def test_nothing_typed_is_an_invitation(trained: RunRecord, open_page: OpenPage) -> None:
    for text in ("", "   ", "\t"):
        assert "Type a sentence" in texts(ask(open_page, trained, text))


@pytest.mark.parametrize("text", ["...", "!?! ;-)", "<br />", "🎬🍿😀", "'"])
def test_signs_alone_are_no_words(text: str, trained: RunRecord, open_page: OpenPage) -> None:
    assert "There is no word in that" in texts(ask(open_page, trained, text))


@pytest.mark.parametrize("text", ["zxqv wvutsr", "тот фильм прекрасен", "这部电影很好看", "فيلم رائع", "1234567"])
def test_unknown_words_alone_are_only_a_guess(text: str, trained: RunRecord, open_page: OpenPage) -> None:
    shown = texts(ask(open_page, trained, text))
    assert "knows none of these words" in shown
    assert "positive" in shown or "negative" in shown


def test_a_run_whose_model_is_gone_is_a_sentence(lab: FilledLab, open_page: OpenPage) -> None:
    at = open_page("train", run=lab.finished().id)
    at.text_input("try_text").set_value("What a film").run()
    eventually(lambda: at.error or not at.run())
    assert not at.exception
    assert ["has no trained model" in error.value for error in at.error] == [True]


def test_emoji_between_words_do_no_harm(trained: RunRecord, open_page: OpenPage) -> None:
    assert "It read 5 words" in texts(ask(open_page, trained, "The film 🎬 was so 👍🏽 good"))


def test_100_000_words_are_read_in_part(trained: RunRecord, open_page: OpenPage) -> None:
    began = time.monotonic()
    shown = texts(ask(open_page, trained, "the film was good " * 25_000))
    assert "It read 400 of 100,000 words" in shown
    assert time.monotonic() - began < 30


def test_millions_of_characters_are_refused_with_the_limit(trained: RunRecord, open_page: OpenPage) -> None:
    assert "the most is 5,000,000" in texts(ask(open_page, trained, "good " * 1_200_000))


def test_what_is_typed_is_text_and_not_html(trained: RunRecord, open_page: OpenPage) -> None:
    for text in ("<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "&lt;b&gt; good"):
        assert not [
            html.value for html in ask(open_page, trained, text).html if "<img" in html.value or "<script" in html.value
        ]


class Slow:
    """A process that answers when it is told to."""

    def __init__(self) -> None:
        self.may_answer = threading.Event()
        self.asked: list[str] = []

    def ready(self) -> bool:
        return True

    def predict(self, run_id: str, said: list[str]) -> list[Answer | None]:
        self.asked += said
        self.may_answer.wait(60)
        return [Answer("positive", 0.9, {"positive": 0.9, "negative": 0.1}, 1, ((one, True),)) for one in said]

    def close(self) -> None:
        pass


def test_the_page_does_not_wait_for_the_process(
    lab: FilledLab, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    monkeypatch.setattr(services, "inference", lambda: slow)
    run = lab.finished()
    at = open_page("train", run=run.id)
    for typed in ("first", "second", "third"):  # the second is withdrawn before it is asked
        at.text_input("try_text").set_value(typed).run()
        assert "Thinking" in texts(at)
    slow.may_answer.set()
    eventually(lambda: "positive" in texts(at.run()))
    assert slow.asked == ["first", "third"]
    assert "Thinking" not in texts(at)


def test_what_failed_is_asked_again_by_a_button_alone(
    lab: FilledLab, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    slow.may_answer.set()
    monkeypatch.setattr(services, "inference", lambda: slow)
    monkeypatch.setattr(slow, "predict", refused := Refused())
    at = open_page("train", run=lab.finished().id)
    at.text_input("try_text").set_value("good").run()
    at.run()
    assert [error.value for error in at.error] == ["The process is gone."]
    assert refused.times == 1
    at.button("again_answered_try_text").click().run()
    assert refused.times == 2


class Refused:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self, *_: object) -> None:
        self.times += 1
        raise LabError("The process is gone.")
