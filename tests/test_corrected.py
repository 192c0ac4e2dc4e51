"""Corrected answers become one more file among those people bring, which the doctor reads without a question."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from lstm_core import corrected
from lstm_core.config import DataConfig
from lstm_core.data import uploads
from lstm_core.data.doctor.examination import examine
from lstm_core.data.texts import LabelledTexts
from lstm_core.errors import DataError
from lstm_core.home import Home
from lstm_core.labs import default_config
from lstm_core.runs.corrections import Correction, CorrectionStore, collection_of

CLASSES = ("negative", "positive")


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("home"))


def collect(home: Home, *texts: str) -> None:
    for text in texts:
        CorrectionStore(home.database).add(collection_of(CLASSES), Correction(text, "positive", "negative"))


def table_of(home: Home, among: DataConfig | None) -> Any:
    upload = corrected.data_set(CLASSES, among, home)
    assert uploads.get(upload.id, home) == upload
    found = examine(uploads.original(upload, home), upload.name)
    assert found.ok, found.findings
    return found.table


def test_alone_they_are_a_data_set_where_they_are_enough(home: Home):
    texts = [f"text number {place}, which is not bad" for place in range(24)]
    collect(home, *texts)
    store, collection = CorrectionStore(home.database), collection_of(CLASSES)
    for text in texts[::2]:
        store.add(collection, Correction(text, "negative", "positive"))
    table = table_of(home, None)
    assert dict(zip(table["text"], table["label"], strict=True)) == {
        text: CLASSES[place % 2] for place, text in enumerate(texts)
    }


def test_the_same_corrections_make_the_same_file(home: Home):
    collect(home, "one")
    assert corrected.data_set(CLASSES, None, home).id == corrected.data_set(CLASSES, None, home).id


def test_nothing_corrected_is_a_sentence(home: Home):
    with pytest.raises(DataError, match="Nothing is corrected"):
        corrected.data_set(CLASSES, None, home)


def test_among_the_texts_there_were_a_corrected_one_takes_its_new_class(home: Home):
    config = default_config("toy-reviews").data.model_copy(update={"examples": 100})
    collect(home, "a text of my own")
    before = table_of(home, config)
    assert len(before) == 101
    wrong = before["text"][before["label"] == "negative"].iloc[0]
    collect(home, wrong)
    after = table_of(home, config)
    assert set(after["label"][after["text"] == wrong]) == {"positive"}
    assert set(after["label"][after["text"] == "a text of my own"]) == {"positive"}
    others = ~before["text"].isin([wrong, "a text of my own"])
    assert after["label"][others].tolist() == before["label"][others].tolist()


@pytest.mark.parametrize("groups", [None, np.arange(60) // 2])
def test_a_given_test_part_and_groups_stay(home: Home, monkeypatch: pytest.MonkeyPatch, groups: np.ndarray | None):
    texts = [f"text number {place} of the source" for place in range(60)]
    source = LabelledTexts(pa.array(texts, pa.large_string()), np.arange(60) % 2, CLASSES, test_from=40, groups=groups)
    monkeypatch.setattr(corrected, "_texts", lambda *_: source)
    collect(home, "a text of my own")
    table = table_of(home, DataConfig())
    parts = dict(zip(table["text"], table["part"], strict=True))
    assert [parts[text] for text in texts] == ["train"] * 40 + ["test"] * 20
    assert parts["a text of my own"] == "train"
    assert ("group" in table) == (groups is not None)


def test_what_is_no_text_is_refused(home: Home):
    collect(home, "one")
    with pytest.raises(DataError, match="Only texts"):
        corrected.data_set(CLASSES, default_config("digits").data, home)
