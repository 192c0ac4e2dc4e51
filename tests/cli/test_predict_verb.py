"""`predict` for every task: texts, symbols, rows of numbers, and what comes next in a series."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from called import Call, Trained

from lstm_core.evaluation import forecast_evaluation
from lstm_core.evaluation.forecast_outputs import ForecastOutputs
from lstm_core.trained import TrainedModel

ROW = " ".join(["0.5"] * 10)


def answers(ask: Call, kind: str, *arguments: object) -> list[dict[str, Any]]:
    code, out, err = ask("predict", kind, *arguments, "--json")
    assert (code, err) == (0, "")
    said: list[dict[str, Any]] = json.loads(out)
    return said


def test_texts(ask: Call):
    one, nothing = answers(ask, "texts", "The plot was dull.", "...")
    assert one["text"] == "The plot was dull."
    assert one["predicted"] in ("negative", "positive")
    assert 0.5 <= one["probability"] <= 1
    assert nothing == {"text": "...", "predicted": None, "probability": None}


def test_people_get_a_line_a_text_however_long(ask: Call):
    text = "dull " * 100
    _, out, _ = ask("predict", "texts", text, "...")
    first, second = out.splitlines()
    assert first.endswith(text)
    assert second == "no word in it  ..."


def test_symbols_and_several_answers(ask: Call):
    assert answers(ask, "symbols", "A w x ?")[0]["predicted"] in "ABCD"
    said = answers(ask, "copied", "A B C D E F G H A B copy " + "blank " * 10)[0]["predicted"]
    assert len(said.split()) == 10


def test_numbers(ask: Call):
    assert answers(ask, "rows", ROW)[0]["predicted"] in ("5 or less", "more than 5")
    said = answers(ask, "values", "0.1 1 0.2 0 0.3 1")[0]
    assert float(said["predicted"]) == pytest.approx(said["values"][0], rel=1e-3)


def test_a_text_file_comes_back_as_a_table(ask: Call, tmp_path: Path):
    file = tmp_path / "in.txt"
    file.write_text("dull, really\nsuperb\n")
    rows = list(csv.DictReader(io.StringIO(ask("predict", "texts", "--file", file)[1])))
    assert [row["text"] for row in rows] == ["dull, really", "superb"]
    assert all(row["prediction"] in ("negative", "positive") for row in rows)


def test_a_table_comes_back_with_two_columns_more(ask: Call, tmp_path: Path):
    file, out = tmp_path / "in.csv", tmp_path / "out.csv"
    file.write_text('id,review\n1,"Good, really"\n2,dull\n')
    code, printed, err = ask("predict", "texts", "--file", file, "--out", out)
    assert (code, printed) == (0, "")
    assert str(out) in err
    lines = out.read_text("utf-8-sig").splitlines()
    assert lines[0] == "id,review,prediction,probability"
    assert lines[1].startswith('1,"Good, really",')


@pytest.mark.parametrize(
    ("own", "asked", "kind"), [("a.jsonl", "out.jsonl", b"{"), ("a.jsonl", "out", b"{"), ("a.csv", "out.xlsx", b"PK")]
)
def test_a_file_comes_back_in_its_own_kind_or_in_that_of_the_name_one_gives(
    ask: Call, tmp_path: Path, own: str, asked: str, kind: bytes
):
    file = tmp_path / own
    file.write_text('{"n": 1, "review": "Good, really"}\n' if own == "a.jsonl" else "n,review\n1,Good\n")
    assert ask("predict", "texts", "--file", file, "--out", tmp_path / asked)[0] == 0
    content = (tmp_path / asked).read_bytes()
    assert content.startswith(kind)
    if kind == b"{":
        assert list(json.loads(content)) == ["n", "review", "prediction", "probability"]
        assert ask("predict", "texts", "--file", file)[1].encode() == content


def test_a_packed_kind_is_shown_as_csv(ask: Call, tmp_path: Path):
    pd.DataFrame({"review": ["Good, really"], "n": [1]}).to_parquet(tmp_path / "a.parquet")
    out = ask("predict", "texts", "--file", tmp_path / "a.parquet")[1]
    assert out.splitlines()[0] == "review,n,prediction,probability"


@pytest.mark.parametrize("labelled", [False, True])
def test_rows_of_numbers_come_back_the_same_way(ask: Call, tmp_path: Path, labelled: bool):
    file = tmp_path / "rows.csv"
    names = [f"x{n}" for n in range(10)] + ["label"] * labelled
    file.write_text("\n".join([",".join(names), ",".join(ROW.split() + ["1"] * labelled)]))
    (row,) = csv.DictReader(io.StringIO(ask("predict", "rows", "--file", file)[1]))
    alone = answers(ask, "rows", ROW)[0]
    assert row["prediction"] == alone["predicted"]
    assert float(row["probability"]) == pytest.approx(alone["probability"], abs=1e-6)


def test_columns_of_numbers_are_found_by_their_names(ask: Call, tmp_path: Path):
    file = tmp_path / "rows.csv"
    names = [f"number {n}" for n in range(10, 0, -1)]
    file.write_text("\n".join([",".join([*names, "note"]), ",".join([*(f"0.{n}" for n in range(9, -1, -1)), "mine"])]))
    (row,) = csv.DictReader(io.StringIO(ask("predict", "rows", "--file", file)[1]))
    alone = answers(ask, "rows", " ".join(f"0.{n}" for n in range(10)))[0]
    assert float(row["probability"]) == pytest.approx(alone["probability"], abs=1e-6)
    file.write_text(file.read_text().replace("number 7", "number seven"))
    code, _, err = ask("predict", "rows", "--file", file)
    assert (code, "has no column called number 7" in " ".join(err.split())) == (2, True)


def series(file: Path, values: np.ndarray) -> Path:
    file.write_text("\n".join(["value", *map(repr, values.tolist())]))
    return file


def test_the_next_value_follows_the_end_of_a_series(ask: Call, trained: Trained, tmp_path: Path):
    values = np.sin(np.arange(80) / 10)
    model = TrainedModel.load(trained.folder / "runs" / trained.runs["series"])
    expected = float(model.forecast(values[-50:, None])[0])
    file = series(tmp_path / "s.csv", values)
    assert answers(ask, "series", "--file", file) == [{"step": 1, "value": pytest.approx(expected)}]
    assert ask("predict", "series", "--file", file)[1].splitlines()[0] == "step,value"
    assert float(answers(ask, "series", " ".join(map(repr, values.tolist())))[0]["predicted"]) == pytest.approx(
        expected, rel=1e-3
    )


def test_a_series_is_followed_as_far_as_one_likes_on_its_own_forecasts(ask: Call, trained: Trained, tmp_path: Path):
    values = np.sin(np.arange(50) / 10)
    model = TrainedModel.load(trained.folder / "runs" / trained.runs["series"])
    known = list(values)
    for _ in range(3):
        known.append(float(model.forecast(np.array(known[-50:])[:, None])[0]))
    said = answers(ask, "series", "--file", series(tmp_path / "s.csv", values), "--steps", 3)
    assert [entry["value"] for entry in said] == pytest.approx(known[-3:], rel=1e-5)


def test_answers_to_texts_can_be_written_too(ask: Call, tmp_path: Path):
    out = tmp_path / "answers"
    assert ask("predict", "texts", "dull", "--out", out)[1] == ""
    assert out.read_text("utf-8-sig").splitlines()[0] == "text,predicted,probability"
    assert ask("predict", "texts", "dull", "--out", out, "--json")[1] == ""
    assert json.loads(out.read_text())[0]["text"] == "dull"


def test_without_a_file_a_series_goes_on_from_its_own_end(ask: Call, trained: Trained, tmp_path: Path):
    folder = trained.folder / "runs" / trained.runs["series"]
    known = ForecastOutputs.load(folder)
    said = answers(ask, "series", "--ahead", 30)
    assert [entry["step"] for entry in said] == list(range(1, 31))
    expected = TrainedModel.load(folder).ahead(known.values, 30)
    assert [entry["value"] for entry in said] == pytest.approx(expected.tolist())
    assert known.validation is None
    assert "low" not in said[0]  # the lab has no validation part, so there are no errors to make an interval of
    out = tmp_path / "next.csv"
    assert ask("predict", "series", "--ahead", 30, "--out", out)[1] == ""
    assert len(out.read_text("utf-8-sig").splitlines()) == 31


def test_several_columns_are_found_by_their_names_and_end_at_the_horizon(call: Call, tmp_path: Path):
    file, newer = tmp_path / "two.csv", tmp_path / "newer.csv"
    values = np.round(np.stack([np.sin(np.arange(90) / 4), np.cos(np.arange(90) / 4)], axis=1), 4)
    rows = [f"{cold},{sold}" for sold, cold in values.tolist()]
    file.write_text("\n".join(["cold,sold", *rows]))
    newer.write_text("\n".join(["sold,unrelated,cold", *(f"{sold},7,{cold}" for sold, cold in values[-40:].tolist())]))
    roles = ["--role", "value=sold", "--role", "input=cold"]
    small = ["--set=epochs=1", "--set=hidden_size=4", "--set=window=5", "--set=horizon=2"]
    code, out, err = call("train", "--data", file, *roles, *small, "--json")
    assert code == 0, err
    run = json.loads(out)["run"]
    own, brought = (json.loads(call("predict", run, *more, "--json")[1]) for more in ([], ["--file", newer]))
    assert [entry["value"] for entry in own] == pytest.approx([entry["value"] for entry in brought])
    measured = forecast_evaluation.ahead(ForecastOutputs.load(tmp_path / "runs" / run), 0.9)
    assert [entry["high"] - entry["value"] for entry in own] == pytest.approx(measured)
    assert len(own) == 2
    code, _, err = call("predict", run, "--ahead", 3)
    assert (code, "the most is its horizon, 2" in " ".join(err.split()).casefold()) == (2, True)
    code, out, err = call("evaluate", run, "--data", newer, "--json")
    assert code == 0, err
    assert json.loads(out)["mae"] > 0
    newer.write_text("sold\n" + "\n".join(map(str, range(40))))
    for verb, option in (("predict", "--file"), ("evaluate", "--data")):
        code, _, err = call(verb, run, option, newer)
        assert (code, "There is no column called cold" in " ".join(err.split())) == (2, True)


def test_of_a_file_with_several_series_the_one_that_was_learned_goes_on(call: Call, tmp_path: Path):
    file = tmp_path / "shops.csv"
    rows = [
        f"2024-01-{day:02d},{shop},{place * 1000 + day % 7}" for place, shop in enumerate("abc") for day in range(1, 31)
    ]
    file.write_text("\n".join(["day,shop,sales", *rows]))
    small = ["--set=epochs=1", "--set=hidden_size=4", "--set=window=5", "--set=horizon=1"]
    code, out, err = call("train", "--data", file, "--series", "b", *small, "--json")
    assert code == 0, err
    run = json.loads(out)["run"]
    own, brought = (json.loads(call("predict", run, *more, "--json")[1]) for more in ([], ["--file", file]))
    assert own[0]["value"] == pytest.approx(brought[0]["value"])
    file.write_text("\n".join(["day,shop,sales", *(row for row in rows if ",b," not in row)]))
    code, _, err = call("predict", run, "--file", file)
    assert code == 2
    assert "none is called “b”" in err


@pytest.mark.parametrize(
    "arguments",
    [("--role", "label=a", "--file", "x.csv"), ("a text", "--role", "text=a"), ("--role", "a", "--file", "x.csv")],
)
def test_a_role_without_sense_is_refused(ask: Call, arguments: tuple[str, ...]):
    code, _, err = ask("predict", "texts", *arguments)
    assert code == 2
    assert "--role" in err


def test_the_column_that_was_read_is_told(ask: Call, tmp_path: Path):
    (tmp_path / "two.csv").write_text("review,notes\nfine,a longer text than that\n")
    assert "Texts from column notes" in ask("predict", "texts", "--file", tmp_path / "two.csv")[2]
    code, out, err = ask("predict", "texts", "--file", tmp_path / "two.csv", "--role", "text=review", "--json")
    assert (code, json.loads(out)[0]["text"]) == (0, "fine")
    assert "Texts from column review" in err


def test_newer_values_of_another_scale_are_told_on_standard_error(call: Call, tmp_path: Path):
    """What was learned from says 15.000,0; 1.5 is another thing, and 17.404 is not."""
    file, newer = tmp_path / "marks.csv", tmp_path / "newer.csv"
    thousands = [15_000 + n * 37 % 900 + n * 40 for n in range(60)]
    file.write_text(
        "\n".join(
            [
                "n,sold",
                *(
                    f'{n},"{value:,}"'.replace(f"{value:,}", f"{value:,}".replace(",", ".") + ",0")
                    for n, value in enumerate(thousands)
                ),
            ]
        )
    )
    small = ["--set=epochs=1", "--set=hidden_size=4", "--set=window=5", "--set=horizon=1"]
    code, out, err = call("train", "--data", file, *small, "--json")
    assert code == 0, err
    run = json.loads(out)["run"]
    for verb, option in (("predict", "--file"), ("evaluate", "--data")):
        newer.write_text("\n".join(["sold", *(f"{value:,}".replace(",", ".") for value in thousands[-20:])]))
        code, out, err = call(verb, run, option, newer, "--json")
        assert (code, "far from those" in err) == (0, False), err
        newer.write_text("\n".join(["sold", *(f"{value / 1000:.2f}" for value in thousands[-20:])]))
        code, out, err = call(verb, run, option, newer, "--json")
        assert code == 0, err
        assert "The newer values of sold lie from" in err
        assert "far" not in out
