"""A whole file answered by a model."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from lstm_core import batch
from lstm_core.data import tables, uploads
from lstm_core.data.batch_order import Order
from lstm_core.errors import DataError
from lstm_core.home import Home
from lstm_core.models.network import Network
from lstm_core.outcome import outcome
from lstm_core.readers import SymbolReader
from lstm_core.trained import TrainedModel

FILES = {
    "a.csv": b"review\ngood\nbad\n",
    "a.jsonl": b'{"review": "good"}\n{"review": "bad"}\n',
}


@pytest.fixture(autouse=True)
def model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Says yes to everything."""

    def outputs_of(texts: list[str], before: int) -> list[tuple[float, ...] | None]:
        return [(0.1, 0.9) if text.strip("!") else None for text in texts]

    always = SimpleNamespace(reader=None, classes=("no", "yes"), text_columns=("", ""), outputs_of=outputs_of)
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


def test_rows_without_an_answer_and_lines_that_were_left_out_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(FILES, "a.jsonl", b'{"review": "good"}\n{broken\n{"review": "!!"}\n')
    home = Home(tmp_path)
    order = Order(brought(home, "a.jsonl").id, None)
    told = outcome(batch.answered(order, home.run("one"), home, analysis(home) / f"{order.name}.json"))
    assert (told["rows"], told["unanswered"], len(told["left_out"])) == (2, 1, 1)
    assert "2" in told["left_out"][0]  # the row


@pytest.mark.parametrize(
    ("learned", "content", "expected"),
    [
        ("title", b"title,body\ngood,a long text about nothing\n", "title"),
        ("", b"title,body\ngood,a long text about nothing\n", "body"),
        ("", b"text,answer\nok,yes\nno!,no\n", "text"),  # the answers are longer, but classes
        ("", b"answer\nyes\nno\n", "answer"),
    ],
)
def test_the_texts_are_where_the_model_found_those_it_learned_from(
    learned: str, content: bytes, expected: str, tmp_path: Path
):
    (tmp_path / "a.csv").write_bytes(content)
    reading = SimpleNamespace(reader=None, classes=("no", "yes"), text_columns=(learned, ""))
    asked = batch.questions(reading, tables.read(tmp_path / "a.csv", "a.csv"), "a.csv")  # type: ignore[arg-type]
    assert asked.columns == (expected,)


def test_a_column_that_is_not_there_is_a_sentence(tmp_path: Path):
    (tmp_path / "a.csv").write_bytes(FILES["a.csv"])
    reading = SimpleNamespace(reader=None, classes=(), text_columns=("", ""))
    with pytest.raises(DataError, match=r"no column body in a\.csv\. It has review"):
        batch.questions(reading, tables.read(tmp_path / "a.csv", "a.csv"), "a.csv", "body")  # type: ignore[arg-type]


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


def test_what_cannot_be_read_is_named_by_its_place_in_the_whole_file(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(batch, "TOGETHER", 3)
    arguments = {"vocabulary": 4, "outputs": 2, "embedding_size": 3, "hidden_size": 4}
    model = TrainedModel(Network(**arguments), arguments, SymbolReader(("A", "B")), ("no", "yes"))
    with pytest.raises(DataError, match="Input 5: Symbol 2 is 'x'"):
        outcome(batch.batch_answers(model, ["A B", "B", "A", "B B", "A x", "B"]))
