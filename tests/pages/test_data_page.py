"""The page Data: a file from its arrival to the form that trains on it. Errands are carried out in this process."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filled_lab import FilledLab, OpenPage, has, texts
from streamlit.testing.v1 import AppTest

from lstm_core.data import uploads
from lstm_core.data.uploads import Incoming
from lstm_core.errors import LabError
from lstm_core.execution.errands import Errands

REVIEWS = [
    "review,sentiment",
    *(f"text number {n} is {('good', 'bad')[n % 2]},{('good', 'bad')[n % 2]}" for n in range(60)),
]
SALES = ["month,sales,visitors", *(f"{2000 + n // 12}-{n % 12 + 1:02d},{n * n % 37},{n}" for n in range(60))]

Bring = Callable[..., str]


@pytest.fixture
def bring(lab: FilledLab, at_once: None) -> Bring:
    """The id of a file of these lines."""

    def brought(lines: list[str], name: str = "own.csv") -> str:
        with Incoming(name, lab.home) as incoming:
            incoming.write("\n".join(lines).encode())
            return incoming.finish().id

    return brought


def chosen(at: AppTest) -> dict[str, Any]:
    """The choices in the URL."""
    given = at.query_params["choices"]
    choices: dict[str, Any] = json.loads(given if isinstance(given, str) else given[0])
    return choices


def own_in(at: AppTest) -> str:
    """The data set that the link “Train on this” leads to."""
    (link,) = [one for one in at.page_link if one.label == "Train on this"]
    return str(link.proto.query_string).removeprefix("own=")


def role(at: AppTest, name: str) -> Any:
    return next(box for box in at.selectbox if str(box.key).startswith(f"role_{name}_"))


def test_without_a_file_there_is_a_place_for_one(lab: FilledLab, open_page: OpenPage):
    at = open_page("data")
    assert "No file was brought yet" in texts(at)
    assert len(at.get("bidi_component")) == 1


def test_files_are_listed_opened_and_deleted(bring: Bring, lab: FilledLab, open_page: OpenPage):
    upload = bring(REVIEWS)
    at = open_page("data").button(f"open_{upload[:12]}").click().run()
    assert upload in at.query_params["file"]
    assert "can be trained on" in texts(at)
    assert "all that models answered to it" in texts(at)
    at.button(f"delete_{upload[:12]}").click().run()
    assert "No file was brought yet" in texts(at)
    assert uploads.brought(lab.home) == []


def test_a_sound_file_leads_to_the_form_that_trains_on_it(bring: Bring, open_page: OpenPage):
    at = open_page("data", file=bring(REVIEWS))
    assert not at.error
    assert (role(at, "text").value, role(at, "label").value) == ("review", "sentiment")
    assert "60 texts of 2 classes" in texts(at)
    own = own_in(at)
    at = open_page("train", own=own)
    assert at.selectbox("data_set").value == "own-texts"
    assert at.session_state["file"] == own
    assert at.number_input("sequence_length").value == 10
    assert "Your own texts: review → sentiment" in texts(at)
    assert at.query_params["own"] in (own, [own])  # a reload begins with the same


def test_a_reload_of_the_form_begins_with_the_data_it_was_about(bring: Bring, open_page: OpenPage):
    own = own_in(open_page("data", file=bring(REVIEWS)))
    at = open_page("train", own=own)
    at.number_input("epochs").set_value(9).run()
    assert at.number_input("epochs").value == 9  # the link is heeded once
    at.query_params.clear()
    at.switch_page("../pages/home.py").run()
    at.switch_page("../pages/train.py").run()
    assert at.query_params == {"own": own}
    assert at.number_input("epochs").value == 9
    at.selectbox("data_set").set_value("imdb").run()
    assert at.query_params == {"data_set": "imdb"}


def test_a_fault_is_mended_and_the_mending_taken_back(bring: Bring, open_page: OpenPage):
    at = open_page("data", file=bring([*REVIEWS, "text number 0 is good,good"]))
    assert "the first is row 62" in texts(at)
    assert "61 texts" in texts(at)
    at.button("mend_duplicate-rows").click().run()
    assert "60 texts" in texts(at)
    assert chosen(at) == {"mends": {"duplicate-rows": True}}
    at.button("mend_duplicate-rows").click().run()
    assert "61 texts" in texts(at)
    at.button("start_over").click().run()
    assert "choices" not in at.query_params


def test_a_role_is_changed(bring: Bring, open_page: OpenPage):
    at = open_page("data", file=bring(SALES))
    assert (role(at, "value").value, role(at, "time").value) == ("sales", "month")
    role(at, "value").set_value("visitors").run()
    assert (role(at, "value").value, role(at, "time").value) == ("visitors", "month")
    assert chosen(at)["roles"]["visitors"] == "value"


def test_a_series_is_brought_together_over_a_longer_step(bring: Bring, open_page: OpenPage):
    at = open_page(
        "data", file=bring([SALES[0], *(f"2020-01-01 {n // 60:02d}:{n % 60:02d},{n},{n}" for n in range(1400))])
    )
    assert "one value a minute" in texts(at)
    step = next(box for box in at.selectbox if str(box.key).startswith("every_"))
    step.set_value("hour").run()
    assert "one value a hour" in texts(at)


def test_dates_are_read_with_the_month_first_on_request(bring: Bring, open_page: OpenPage):
    at = open_page(
        "data", file=bring(["date,sales", *(f"01/{n % 12 + 1:02d}/{2000 + n // 12},{n % 5}" for n in range(48))])
    )
    assert "one value a month" in texts(at)
    at.button("mend_ambiguous-times").click().run()
    assert "one value a month" not in texts(at)
    assert chosen(at) == {"mends": {"ambiguous-times": True}}


def test_what_tells_series_apart_is_chosen(bring: Bring, open_page: OpenPage):
    at = open_page(
        "data", file=bring(["month,sales,room", *(f"2020-{n % 12 + 1:02d},{n * n % 23},{n // 12}" for n in range(48))])
    )
    assert role(at, "group").value == "none"
    role(at, "group").set_value("room").run()
    assert "Column room holds 4 series" in texts(at)


def test_a_file_that_cannot_be_used_says_why(bring: Bring, open_page: OpenPage):
    at = open_page("data", file=bring([line.replace(",bad", ",good") for line in REVIEWS]))
    assert "cannot be trained on as it is" in texts(at)
    assert not has(at, "train_on_this")


def test_what_is_no_table_says_so(bring: Bring, open_page: OpenPage):
    at = open_page("data", file=bring(["%PDF-1.4"], "paper.pdf"))
    assert "is a PDF file" in texts(at)
    assert not at.exception


def test_text_from_a_file_is_shown_to_the_letter(bring: Bring, open_page: OpenPage):
    at = open_page("data", file=bring([*REVIEWS, "[click](http://x) **now**,"], "**a** [b](c).csv"))
    assert "\\*\\*a\\*\\*" in at.subheader[0].value
    assert not at.exception


def test_the_first_batch_of_a_series_is_offered_as_numbers(bring: Bring, open_page: OpenPage):
    said = texts(open_page("data", file=bring(["year,kWh", *(f"{1900 + n},{n % 7 + 0.5}" for n in range(80))])))
    assert "The first batch of a training, value by value" in said
    assert "word by word" not in said


def test_one_text_is_cut(bring: Bring, open_page: OpenPage):
    long = "good words " * 400
    assert "1 of 61 texts is cut" in texts(open_page("data", file=bring([*REVIEWS, f"{long},good"])))


def test_the_first_batch_is_shown_as_the_model_sees_it(bring: Bring, open_page: OpenPage):
    at = open_page("data", file=bring(REVIEWS)).button("show_batch").click().run()
    shown = "\n".join(str(one.value) for one in at.get("html")) + texts(at)
    assert '<span class="token">text<small>2</small></span>' in shown
    assert "filled up to 5 words" in shown


def test_a_file_that_is_still_read_can_be_stopped(lab: FilledLab, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Errands, "result", lambda *_: None)
    monkeypatch.setattr(Errands, "seconds", lambda *_: 3.0)
    with Incoming("own.csv", lab.home) as incoming:
        incoming.write(b"text,label\n")
        upload = incoming.finish().id
    at = open_page("data", file=upload)
    assert "Reading 11 bytes … 3 s" in texts(at)
    at.button("stop_examine").click().run()
    assert "Stopped." in texts(at)
    at.button("again_examine").click().run()
    assert "Reading 11 bytes" in texts(at)


def test_an_examination_that_failed_can_be_tried_again(
    bring: Bring, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    def failed(*_: object) -> None:
        raise LabError("The process that worked at this ended unexpectedly.")

    upload = bring(REVIEWS)
    working = Errands.result
    monkeypatch.setattr(Errands, "result", failed)
    at = open_page("data", file=upload)
    assert [error.value for error in at.error] == ["The process that worked at this ended unexpectedly."]
    monkeypatch.setattr(Errands, "result", working)
    at.button("again_examine").click().run()
    assert not at.error
    assert "can be trained on" in texts(at)


@pytest.mark.parametrize("choices", ["{", "[]", '{"roles": 3}', '{"encoding": "rot13"}', '{"nothing": 1}'])
def test_choices_in_the_url_that_are_none_are_a_sentence(bring: Bring, open_page: OpenPage, choices: str):
    at = open_page("data", file=bring(REVIEWS), choices=choices)
    assert len(at.error) == 1
    assert not at.exception


@pytest.mark.parametrize("file", ["0" * 32, "../../etc/passwd", "x"])
def test_a_file_that_is_not_there_is_a_sentence(lab: FilledLab, open_page: OpenPage, file: str):
    at = open_page("data", file=file)
    assert "is not here any more" in texts(at)
    assert not at.exception


@pytest.mark.parametrize("own", ["0" * 32 + ".parquet", "../../x", "x"])
def test_training_on_a_file_that_is_gone_is_a_sentence(lab: FilledLab, open_page: OpenPage, own: str):
    at = open_page("train", own=own)
    assert len(at.error) == 1
    assert not at.exception


def test_built_in_data_sets_lead_to_their_form(lab: FilledLab, open_page: OpenPage):
    at = open_page("data")
    at.segmented_control("data_source").set_value("built-in").run()
    assert "Sunspots" in texts(at)
    assert "Your own texts" not in texts(at)


@pytest.fixture
def on_kaggle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the data set a/b, with one file in it, as kagglehub keeps it."""
    monkeypatch.setenv("KAGGLEHUB_CACHE", str(tmp_path))
    folder = tmp_path / "datasets" / "a" / "b"
    (folder / "versions" / "1").mkdir(parents=True)
    (folder / "1.complete").touch()
    (folder / "versions" / "1" / "own.csv").write_text("\n".join(REVIEWS))
    return folder / "versions" / "1"


def files_of_kaggle(open_page: OpenPage) -> AppTest:
    at = open_page("data")
    at.segmented_control("data_source").set_value("kaggle").run()
    at.text_input("kaggle_handle").set_value("a/b").run()
    at.button("kaggle_list").click().run()
    return at


def test_a_file_of_kaggle_that_is_too_large_is_not_offered(
    lab: FilledLab, at_once: None, open_page: OpenPage, on_kaggle: Path
):
    with (on_kaggle / "huge.csv").open("wb") as file:
        file.truncate(3_000_000_000)  # takes no room on the disk
    at = files_of_kaggle(open_page)
    assert at.selectbox("kaggle_file").value == "huge.csv"
    assert at.button("kaggle_fetch").disabled
    assert "huge.csv has 3.0 GB, the most is 200 MB" in at.warning[0].value
    at.selectbox("kaggle_file").select("own.csv").run()
    assert not at.button("kaggle_fetch").disabled
    assert not at.warning


def test_a_file_of_kaggle_is_fetched_and_opened(lab: FilledLab, at_once: None, open_page: OpenPage, on_kaggle: Path):
    at = files_of_kaggle(open_page)
    assert at.selectbox("kaggle_file").value == "own.csv"
    at.button("kaggle_fetch").click().run()
    assert "can be trained on" in texts(at)
