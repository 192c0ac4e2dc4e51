import csv
import io
from pathlib import Path

import pytest

from lstm_core.errors import LabError
from lstm_core.runs import corrections as module
from lstm_core.runs.corrections import Correction, CorrectionStore, as_csv, collection_of

COLLECTION = collection_of(["negative", "positive"])


@pytest.fixture
def store(tmp_path: Path) -> CorrectionStore:
    return CorrectionStore(tmp_path / "lab.sqlite")


def test_models_of_the_same_classes_share_a_collection():
    assert collection_of(["positive", "negative"]) == COLLECTION
    assert collection_of(["positive", "negative", "mixed"]) != COLLECTION


def test_a_correction_is_there_until_it_is_removed_and_for_whoever_opens_the_file(
    store: CorrectionStore, tmp_path: Path
):
    first, second = Correction("not bad", "positive", "negative"), Correction("=1+1 'quoted'", "negative", "positive")
    store.add(COLLECTION, first)
    store.add(COLLECTION, second)
    again = CorrectionStore(tmp_path / "lab.sqlite")
    assert again.newest(COLLECTION) == [second, first]
    assert again.find(COLLECTION, "not bad") == first
    assert again.newest(collection_of(["a", "b"])) == []
    again.remove(COLLECTION, "not bad")
    assert store.newest(COLLECTION) == [second]
    store.clear(COLLECTION)
    assert store.newest(COLLECTION) == []


def test_a_text_is_there_once_with_what_was_said_last(store: CorrectionStore):
    store.add(COLLECTION, Correction("hm", "positive", "negative"))
    store.add(COLLECTION, Correction("hm", "negative", "positive"))
    assert store.newest(COLLECTION) == [Correction("hm", "negative", "positive")]


def test_number_and_length_are_bounded(store: CorrectionStore, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MOST_TEXTS", 2)
    for text in ("one", "two"):
        store.add(COLLECTION, Correction(text, "positive", "negative"))
    store.add(COLLECTION, Correction("two", "negative", "positive"))  # no more than before
    with pytest.raises(LabError, match="2 answers are corrected already"):
        store.add(COLLECTION, Correction("three", "positive", "negative"))
    with pytest.raises(LabError, match=r"has 20,001 characters; up to 20,000"):
        store.add(COLLECTION, Correction("a" * 20_001, "positive", "negative"))


def test_the_file_holds_what_was_typed_to_the_letter():
    rows = [("text", "label"), ('a "b", c\nd', "positive"), ("=1+1", "negative")]
    assert list(csv.reader(io.StringIO(as_csv(rows).decode()))) == [list(row) for row in rows]
