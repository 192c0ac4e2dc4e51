"""The page that asks a trained model."""

import io
from concurrent.futures import Future

import pandas as pd
import pytest
from filled_lab import FilledLab, OpenPage, classes_report, curve, has, once_answered, texts
from polling import eventually
from streamlit.testing.v1 import AppTest

from lstm_core.data import uploads
from lstm_core.data.uploads import Incoming
from lstm_core.execution.analyses import Analyses
from lstm_core.execution.analysis import carry_out
from lstm_core.labs import LABS
from lstm_core.runs.record import RunRecord
from ui import looked, services


def test_without_a_model_it_shows_the_way_to_one(lab: FilledLab, open_page: OpenPage) -> None:
    lab.failed()
    at = open_page("predict")
    assert "There is no trained model yet" in at.info[0].value
    assert [link.label for link in at.page_link] == ["Train one"]
    assert not at.text_input


def test_the_newest_trained_run_is_chosen_and_in_the_url(lab: FilledLab, open_page: OpenPage) -> None:
    lab.finished()
    newest = lab.stopped()
    lab.running()
    lab.failed()
    at = open_page("predict")
    assert at.selectbox("run").value == newest.id
    assert at.query_params == {"run": newest.id}
    assert len(at.selectbox("run").options) == 2


def test_the_run_of_the_url_is_chosen(lab: FilledLab, open_page: OpenPage) -> None:
    first = lab.finished()
    lab.finished()
    at = open_page("predict", run=first.id)
    assert at.selectbox("run").value == first.id
    assert not at.warning


def test_the_choice_is_told_to_the_browser_in_every_run_of_the_page(lab: FilledLab, open_page: OpenPage) -> None:
    lab.finished()
    at = open_page("predict")
    assert at.selectbox("run").proto.set_value
    assert at.run().selectbox("run").proto.set_value


def test_another_choice_goes_into_the_url(lab: FilledLab, open_page: OpenPage) -> None:
    first = lab.finished()
    second = lab.finished()
    at = open_page("predict", run=second.id)
    at.selectbox("run").set_value(first.id).run()
    assert at.selectbox("run").value == first.id
    assert at.query_params == {"run": first.id}


def test_an_unknown_run_in_the_url_is_a_sentence_and_nothing_is_chosen(lab: FilledLab, open_page: OpenPage) -> None:
    lab.finished()
    for asked in ("toy-reviews-00000000", "../..", lab.running().id):
        at = open_page("predict", run=asked)
        assert not at.exception
        assert "There is no trained model called" in at.warning[0].value
        assert at.selectbox("run").value is None


def test_no_other_model_answers_for_a_run_that_was_deleted(lab: FilledLab, open_page: OpenPage) -> None:
    other = lab.finished()
    chosen = lab.finished()
    at = open_page("predict", run=chosen.id)
    lab.store.delete(chosen.id)
    for _ in range(3):  # the sentence stays however often the page is drawn
        at.run()
        assert not at.exception
        assert chosen.id in at.warning[0].value
        assert at.selectbox("run").value is None
        assert not at.text_input
        assert at.query_params["run"] in (chosen.id, [chosen.id])
    at.selectbox("run").set_value(other.id).run()
    assert not at.warning
    assert at.text_input
    assert at.query_params == {"run": other.id}


def test_other_pages_open_the_run_that_was_looked_at_last(lab: FilledLab, open_page: OpenPage) -> None:
    older = lab.finished()
    newest = lab.finished()
    at = open_page("evaluate", run=older.id)
    for page in ("predict", "inside", "evaluate"):
        at.query_params.clear()  # as the links of the frame do
        at.switch_page(f"../pages/{page}.py").run()
        assert at.selectbox("run").value == older.id
    at.query_params.clear()
    at.query_params["run"] = newest.id
    at.switch_page("../pages/train.py").run()
    at.query_params.clear()
    at.switch_page("../pages/predict.py").run()
    assert at.selectbox("run").value == newest.id


def test_a_run_without_a_model_that_was_looked_at_gives_way_to_the_newest(lab: FilledLab, open_page: OpenPage) -> None:
    newest = lab.finished()
    at = open_page("train", run=lab.failed().id)
    at.query_params.clear()
    at.switch_page("../pages/predict.py").run()
    assert at.selectbox("run").value == newest.id
    assert not at.warning


def test_an_old_run_can_still_be_asked(lab: FilledLab, open_page: OpenPage) -> None:
    """A link from the list of runs works however many came later."""
    old = lab.finished()
    for _ in range(205):
        lab.queued()
    at = open_page("predict", run=old.id)
    assert not at.warning
    assert at.selectbox("run").value == old.id


def test_the_box_answers(trained: RunRecord, open_page: OpenPage) -> None:
    at = open_page("predict")
    once_answered(at.text_input("try_text").set_value("What a wonderful film").run())
    assert any("positive" in html.value or "negative" in html.value for html in at.html)


def test_the_page_does_not_wait_for_the_process(
    trained: RunRecord, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    still_to_come: Future[None] = Future()
    monkeypatch.setattr(services.inference(), "predict", lambda *asked: still_to_come.result(60) or [None])
    at = open_page("predict")
    at.text_input("try_text").set_value("What a wonderful film").run()
    assert "Thinking" in texts(at)
    still_to_come.set_result(None)
    assert "There is no word in that" in texts(once_answered(at))


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch, at_once: None) -> None:
    """What is asked for is done at once, without a process."""

    def start(_analyses: Analyses, name: str, run: RunRecord) -> None:
        carry_out(name, run.id, services.home())

    monkeypatch.setattr(Analyses, "start", start)


def uploaded(open_page: OpenPage, name: str, content: bytes) -> AppTest:
    """The page with a file that was brought."""
    with Incoming(name, services.home()) as incoming:
        incoming.write(content)
        at = open_page("predict", batch=incoming.finish().id)
    assert not at.exception
    return at


def answers(at: AppTest, run: RunRecord) -> pd.DataFrame:
    """Presses the button; the file that comes of it."""
    next(button for button in at.button if str(button.key).startswith("start_batch-")).click().run()
    assert not at.exception
    assert not at.error
    (link,) = at.get("link_button")
    (file,) = (services.home().run(run.id) / "analysis").glob("batch-*.csv")
    assert link.proto.url == f"/api/runs/{run.id}/answers/{file.name}"
    return pd.read_csv(io.BytesIO(file.read_bytes()), keep_default_na=False)


def test_a_text_file_is_answered_line_by_line(trained_copy: RunRecord, open_page: OpenPage, in_process: None) -> None:
    at = uploaded(open_page, "reviews.txt", b"The film was good\n...\nNot bad at all\n")
    file = answers(at, trained_copy)
    assert file["text"].tolist() == ["The film was good", "...", "Not bad at all"]
    assert file["prediction"][1] == file["probability"][1] == ""  # not a word in it
    for row in (0, 2):
        assert file["prediction"][row] in ("positive", "negative")
        assert 0.5 <= float(file["probability"][row]) <= 1
    assert "2 rows answered" in at.success[0].value
    assert any("1 row without a word" in caption.value for caption in at.caption)


def test_a_table_is_answered_in_the_column_one_chooses(
    trained_copy: RunRecord, open_page: OpenPage, in_process: None
) -> None:
    at = uploaded(open_page, "reviews.csv", b"name,review\n...,The film was not good\nBob,I loved every minute of it\n")
    assert at.selectbox("batch_column").value == "review"  # the longest texts
    at.selectbox("batch_column").set_value("name").run()
    file = answers(at, trained_copy)
    assert list(file.columns) == ["name", "review", "prediction", "probability"]
    assert file["prediction"][0] == ""


def test_the_same_kind_of_file_comes_back(trained_copy: RunRecord, open_page: OpenPage, in_process: None) -> None:
    frame = pd.DataFrame({"stars": [1, 5], "review": ["The film was not good", "I loved every minute of it"]})
    packed = io.BytesIO()
    frame.to_excel(packed, index=False)
    at = uploaded(open_page, "reviews.xlsx", packed.getvalue())
    next(button for button in at.button if str(button.key).startswith("start_batch-")).click().run()
    assert not at.error
    (file,) = (services.home().run(trained_copy.id) / "analysis").glob("batch-*.xlsx")
    found = pd.read_excel(file)
    assert list(found.columns) == ["stars", "review", "prediction", "probability"]
    assert found["stars"].tolist() == [1, 5]


def test_another_column_is_another_question(trained_copy: RunRecord, open_page: OpenPage, in_process: None) -> None:
    at = uploaded(open_page, "reviews.csv", b"name,review\nAnn,The film was not good\n")
    answers(at, trained_copy)
    at.selectbox("batch_column").set_value("name").run()
    assert not at.get("link_button")  # those were the answers to another column
    at.selectbox("batch_column").set_value("review").run()
    assert at.get("link_button")


@pytest.mark.parametrize(("name", "content"), [("empty.txt", b""), ("picture.txt", b"\x89PNG\x00\x00\x00\r")])
def test_a_file_that_cannot_be_used_is_a_sentence(
    name: str, content: bytes, lab: FilledLab, open_page: OpenPage
) -> None:
    lab.finished()
    at = eventually_read(uploaded(open_page, name, content))
    assert len(at.error) == 1
    assert at.error[0].value.startswith(name)


def eventually_read(at: AppTest) -> AppTest:
    """The page when the process that reads the file is done; in a browser it refreshes itself."""
    assert has(at, "stop_columns")
    eventually(lambda: not has(at.run(), "stop_columns"))
    return at


def test_another_file_takes_the_place_of_one(trained_copy: RunRecord, open_page: OpenPage, at_once: None) -> None:
    at = uploaded(open_page, "reviews.csv", b"name,review\nAnn,The film was not good\n")
    assert "1 row, CSV" in texts(at)
    assert not at.get("bidi_component")
    at.button("batch_other").click().run()
    assert "batch" not in at.query_params
    assert len(at.get("bidi_component")) == 1


def test_a_file_that_was_deleted_is_asked_for_again(lab: FilledLab, open_page: OpenPage) -> None:
    lab.finished()
    at = open_page("predict", batch="0" * 32)
    assert "not here any more" in at.warning[0].value
    assert len(at.get("bidi_component")) == 1


def test_what_was_answered_to_a_file_goes_with_it(
    trained_copy: RunRecord, open_page: OpenPage, in_process: None
) -> None:
    answers(uploaded(open_page, "reviews.txt", b"The film was good\n"), trained_copy)
    home = services.home()
    (upload,) = uploads.brought(home)
    uploads.delete(upload, home)
    assert not list(home.run(trained_copy.id).glob("analysis/batch-*"))


def test_a_model_of_numbers_reads_a_row_of_them(lab: FilledLab, open_page: OpenPage, at_once: None) -> None:
    lab.ended(
        LABS["sum-of-ten"].config, curve([0.5], [0.4]), {}, classes_report(["low", "high"], [[1, 0], [0, 1]], 0.1)
    )
    at = uploaded(open_page, "rows.csv", b"a,b\n0.5,0.25\n")
    assert not has(at, "batch_column")
    assert any(str(button.key).startswith("start_batch-") for button in at.button)


def test_coloured_words_say_that_not_all_were_read(trained: RunRecord, open_page: OpenPage) -> None:
    text = f"unread {'the film was good ' * 100}".strip()
    question = {"ask": "pushes", "run": trained.id, "text": text, "method": "gradients"}
    looked.questions().asked(question).result(60)
    at = open_page("predict")
    once_answered(at.text_input("try_text").set_value(text).run())
    (shown,) = [html.value for html in at.html if 'class="pushes"' in html.value]
    assert "… " in shown
    assert any("It read 400 of 401 words" in caption.value for caption in at.caption)


def test_words_take_their_colours_when_they_are_weighed(trained: RunRecord, open_page: OpenPage) -> None:
    question = {"ask": "pushes", "run": trained.id, "text": "What a wonderful film", "method": "gradients"}
    looked.questions().asked(question).result(60)
    at = open_page("predict")
    once_answered(at.text_input("try_text").set_value("What a wonderful film").run())
    assert any('class="pushes"' in html.value for html in at.html)
    assert any("add up to" in caption.value for caption in at.caption)
    at.segmented_control("push_method").set_value("off").run()
    assert not any('class="pushes"' in html.value for html in at.html)


def test_two_texts_side_by_side(trained: RunRecord, open_page: OpenPage) -> None:
    at = open_page("predict")
    at.segmented_control("push_method").set_value("off").run()
    at.toggle("compare").set_value(True).run()
    once_answered(at.text_input("try_text").set_value("The film was good").run())
    once_answered(at.text_input("other_text").set_value("The film was not good").run())
    assert any("The second text moves the answer towards" in one.value for one in at.markdown)
