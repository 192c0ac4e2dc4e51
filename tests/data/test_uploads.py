"""Files as they come: streamed to the disk, called by their content, deleted with all that was made of them."""

import json
import os
from pathlib import Path

import pytest

from lstm_core.data import own_files, uploads
from lstm_core.data.corpus import encode
from lstm_core.data.doctor.choices import Choices
from lstm_core.data.uploads import Incoming, Upload
from lstm_core.errors import DataError
from lstm_core.execution.analyses import write_result
from lstm_core.execution.errand import carried_out
from lstm_core.home import Home

REVIEWS = "\n".join(["text,label", *(f"text number {n},{n % 2}" for n in range(40))]).encode()


def brought(home: Home, content: bytes = REVIEWS, name: str = "reviews.csv") -> Upload:
    with Incoming(name, home) as incoming:
        for start in range(0, len(content), 100):
            incoming.write(content[start : start + 100])
        return incoming.finish()


def examined(upload: Upload, home: Home, choices: Choices) -> str:
    """The name of the data set that was made of it."""
    result = carried_out("examine", {"upload": upload.id, "choices": choices.model_dump()}, home)
    write_result(uploads.outcome_file(upload, choices, home), result)
    return str(result["data_set"])


def test_a_file_is_kept_as_it_came(home: Home):
    upload = brought(home)
    assert uploads.original(upload, home).read_bytes() == REVIEWS
    assert uploads.get(upload.id, home) == upload
    assert (upload.name, upload.size) == ("reviews.csv", len(REVIEWS))
    assert uploads.brought(home) == [upload]


def test_the_same_content_is_kept_once_under_its_last_name(home: Home):
    first, second = brought(home), brought(home, name="again.csv")
    assert first.id == second.id
    assert [upload.name for upload in uploads.brought(home)] == ["again.csv"]


def test_nothing_stays_of_a_file_that_did_not_come_whole(home: Home):
    with Incoming("half.csv", home) as incoming:
        incoming.write(b"half")
    assert list(home.uploads.iterdir()) == []


def test_what_a_killed_server_left_is_removed_later(home: Home):
    brought(home)
    stale = home.uploads / "unfinished-0"
    stale.write_bytes(b"half")
    assert len(uploads.brought(home)) == 1
    assert stale.exists()
    os.utime(stale, (0, 0))
    uploads.brought(home)
    assert not stale.exists()


def test_a_file_that_is_finished_while_one_looks_is_no_fault(home: Home, monkeypatch: pytest.MonkeyPatch):
    there = brought(home)
    places = [*home.uploads.iterdir(), home.uploads / "unfinished-just-now"]
    monkeypatch.setattr(Path, "iterdir", lambda _: iter(places))
    assert uploads.brought(home) == [there]


def test_a_file_that_is_too_large_is_refused_while_it_comes(home: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 150)
    with pytest.raises(DataError, match="Bring a part of it"):
        brought(home)
    assert list(home.uploads.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("a.csv", "a.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\data\\b.csv", "b.csv"),
        ("", "file"),
        ("a\n\x00b.csv", "ab.csv"),
    ],
)
def test_names_are_only_names(given: str, plain: str):
    assert uploads.plain_name(given) == plain
    assert len(uploads.plain_name("x" * 500)) <= 120


@pytest.mark.parametrize("name", ["", "..", "../own_files", "0" * 31, "0" * 32, "unfinished-0"])
def test_only_ids_are_looked_for(home: Home, name: str):
    assert uploads.get(name, home) is None


@pytest.mark.parametrize("of_an_earlier_version", [False, True])
def test_deleting_removes_the_file_its_data_sets_and_their_words(
    home: Home, of_an_earlier_version: bool, monkeypatch: pytest.MonkeyPatch
):
    upload = brought(home)
    name = examined(upload, home, Choices())
    encode(own_files.texts(home.own_file(name)), home.cache)
    assert len(list((home.cache / "corpora").iterdir())) == 1
    outcome = uploads.outcome_file(upload, Choices(), home)
    if of_an_earlier_version:
        said = json.loads(outcome.read_text())
        del said["words"]
        outcome.write_text(json.dumps(said))
    else:  # all texts would have to be read by the process that shows pages
        monkeypatch.setattr(own_files, "texts", lambda _file: pytest.fail("the texts were read"))
    uploads.delete(upload, home)
    assert uploads.brought(home) == []
    assert not home.own_file(name).exists()
    assert list((home.cache / "corpora").iterdir()) == []


def test_a_data_set_stays_as_long_as_another_file_has_it_too(home: Home):
    one, other = brought(home), brought(home, REVIEWS.replace(b",", b";"), "other.csv")
    name = examined(one, home, Choices())
    assert examined(other, home, Choices()) == name
    uploads.delete(one, home)
    assert home.own_file(name).exists()
    uploads.delete(other, home)
    assert not home.own_file(name).exists()
