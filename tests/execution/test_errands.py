"""Work for pages in processes of their own: started by whoever asks, never more than two at a time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from polling import eventually

from lstm_core.data.doctor.choices import Choices
from lstm_core.data.uploads import Incoming, outcome_file
from lstm_core.errors import LabError
from lstm_core.execution import errands as module
from lstm_core.execution.errand import carried_out
from lstm_core.execution.errands import Errands, forget
from lstm_core.home import Home


@pytest.fixture
def errands(home: Home) -> Iterator[Errands]:
    one = Errands(home)
    yield one
    one.close()


def test_a_file_is_examined_in_a_process_of_its_own(errands: Errands, home: Home):
    with Incoming("own.csv", home) as incoming:
        incoming.write("\n".join(["text,label", *(f"text number {n},{n % 2}" for n in range(40))]).encode())
        upload = incoming.finish()
    arguments, file = {"upload": upload.id, "choices": {}}, outcome_file(upload, Choices(), home)
    assert errands.result("examine", arguments, file) is None
    assert errands.seconds(file) is not None
    eventually(lambda: errands.result("examine", arguments, file))
    said = errands.result("examine", arguments, file)
    assert said
    assert (said["ok"], said["roles"]) == (True, {"text": "text", "label": "label"})
    assert home.own_file(said["data_set"]).exists()
    assert errands.seconds(file) is None


def test_the_columns_of_a_table_are_told_the_longest_first(home: Home):
    with Incoming("own.csv", home) as incoming:
        incoming.write(b"name,review\nAnn,not good at all\nBob,good\n")
        upload = incoming.finish()
    assert carried_out("columns", {"upload": upload.id, "learned": "", "classes": []}, home) == {
        "columns": ("review", "name"),
        "rows": 2,
        "format": "CSV",
    }


def test_a_failure_is_told_until_it_is_forgotten(errands: Errands, home: Home):
    arguments, file = {"upload": "0" * 32, "choices": {}}, home.cache / "result.json"

    assert errands.result("examine", arguments, file) is None
    eventually(file.exists)
    for _ in range(2):
        with pytest.raises(LabError, match="no longer there"):
            errands.result("examine", arguments, file)
    forget(file)
    assert errands.result("examine", arguments, file) is None


def test_a_process_that_dies_is_a_sentence(errands: Errands, home: Home):
    file = home.cache / "result.json"
    errands.result("examine", {"upload": "0" * 32, "choices": {}}, file)
    process, _ = errands._running[file]
    process.kill()
    process.wait()
    with pytest.raises(LabError, match="ended unexpectedly"):
        errands.result("examine", {}, file)


def test_no_more_than_two_work_at_a_time(errands: Errands, home: Home, monkeypatch: pytest.MonkeyPatch):
    started: list[Path] = []

    def start(kind: str, arguments: object, file: Path) -> None:
        started.append(file)
        errands._running[file] = FakeProcess(), 0.0  # type: ignore[assignment]

    monkeypatch.setattr(errands, "_start", start)
    monkeypatch.setattr(module, "_LONGEST_SECONDS", float("inf"))
    files = [home.cache / f"{n}.json" for n in range(3)]
    for file in files:
        assert errands.result("examine", {}, file) is None
    assert started == files[:2]
    errands.stop(files[0])
    assert errands.result("examine", {}, files[2]) is None
    assert started == files


class FakeProcess:
    """Works for ever."""

    stdin = stdout = None

    def poll(self) -> None:
        return None

    def kill(self) -> None:
        pass

    def wait(self) -> None:
        pass
