"""A whole file answered by a model."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from lstm_core import batch
from lstm_core.data import uploads
from lstm_core.data.batch_order import Order
from lstm_core.errors import DataError
from lstm_core.home import Home

FILES = {
    "a.csv": b"review\ngood\nbad\n",
    "a.jsonl": b'{"review": "good"}\n{"review": "bad"}\n',
}


@pytest.fixture(autouse=True)
def model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Says yes to everything."""
    always = SimpleNamespace(reader=None, classes=("no", "yes"), outputs_of=lambda texts: [(0.1, 0.9)] * len(texts))
    monkeypatch.setattr(batch.TrainedModel, "load", lambda folder: always)


def brought(home: Home, name: str) -> uploads.Upload:
    with uploads.Incoming(name, home) as incoming:
        incoming.write(FILES[name])
        return incoming.finish()


def analysis(home: Home) -> Path:
    folder = home.run("one") / "analysis"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize("name", FILES)
def test_the_answers_stand_beside_what_is_said_of_them(name: str, tmp_path: Path):
    home = Home(tmp_path)
    order = Order(brought(home, name).id, None)
    out = analysis(home) / f"{order.name}.json"
    list(batch.answered(order, home.run("one"), home, out))
    assert out.with_suffix(Path(name).suffix).read_text().count("yes") == 2


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("moment", ["Predicting", "Writing the answers"])
def test_of_a_file_that_is_deleted_meanwhile_nothing_stays(name: str, moment: str, tmp_path: Path):
    home = Home(tmp_path)
    upload, folder = brought(home, name), analysis(home)
    order = Order(upload.id, None)
    steps = batch.answered(order, home.run("one"), home, folder / f"{order.name}.json")
    next(step for step in steps if step.what == moment)
    uploads.delete(upload, home)
    with pytest.raises(DataError, match="no longer there"):
        list(steps)
    assert not list(folder.iterdir())


def test_nothing_stays_of_a_file_that_is_deleted_while_its_answers_are_put_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    home = Home(tmp_path)
    upload, folder = brought(home, "a.csv"), analysis(home)
    order = Order(upload.id, None)
    monkeypatch.setattr(batch, "in_file", lambda *_: uploads.delete(upload, home) or b"")
    with pytest.raises(DataError, match="no longer there"):
        list(batch.answered(order, home.run("one"), home, folder / f"{order.name}.json"))
    assert not list(folder.iterdir())
