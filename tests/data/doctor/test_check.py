"""`python -m lstm_core check`, in this process."""

import json
import sys
from pathlib import Path

import pytest
from said import Check, labelled, monthly

from lstm_core import cli


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["lstm_core", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out, err

    return run


def written(tmp_path: Path, content: str, name: str = "file.csv") -> str:
    (tmp_path / name).write_text(content)
    return str(tmp_path / name)


def test_a_sound_file_ends_with_0_and_one_json_object(call, tmp_path: Path):
    code, out, _ = call("check", written(tmp_path, labelled()), "--json")
    assert code == 0
    assert json.loads(out) == {
        "ok": True,
        "task": "classification",
        "roles": {"text": "review", "label": "sentiment"},
        "rows": 40,
        "findings": [],
    }


def test_a_fault_stands_in_the_json_with_its_place(call, tmp_path: Path):
    _, out, _ = call("check", written(tmp_path, labelled(40, "a text,")), "--json")
    [finding] = json.loads(out)["findings"]
    assert set(finding) == {"code", "message", "row", "column", "fix"}
    assert (finding["code"], finding["row"], finding["column"]) == ("missing-label", 42, "sentiment")


def test_a_file_that_cannot_be_used_ends_with_2(call, tmp_path: Path):
    code, out, _ = call("check", written(tmp_path, labelled().replace(",bad", ",good")), "--json")
    assert code == 2
    assert not json.loads(out)["ok"]
    assert call("check", str(tmp_path / "nowhere.csv"), "--json")[0] == 2


def test_a_path_that_is_wrong_is_a_sentence_and_no_table(call, tmp_path: Path):
    code, out, err = call("check", str(tmp_path / "nowhere.csv"))
    assert (code, out) == (2, "")
    assert "There is no file" in err
    assert "trained on" not in err


def test_people_read_a_table(call, tmp_path: Path):
    code, out, err = call("check", written(tmp_path, labelled(40, "[b]a text[/b],")))
    assert code == 0
    assert "text = review, label = sentiment" in out
    assert "42" in out
    assert "It can be trained on." in err


def test_roles_can_be_given(call, tmp_path: Path):
    lines = [f"{line},{n * n}" for n, line in enumerate(monthly()[1:])]
    file = written(tmp_path, "\n".join(["Month,Sales,Visitors", *lines]))
    roles = json.loads(call("check", file, "--role", "value=Visitors", "--json")[1])["roles"]
    assert roles == {"time": "Month", "value": "Visitors"}


def test_what_was_found_is_mended_or_left_by_its_code(call, tmp_path: Path):
    file = written(tmp_path, labelled(40, "a very good film number 0,good", "...,bad"))
    _, out, _ = call("check", file)
    assert "duplicate-rows" in out
    _, out, _ = call("check", file, "--mend", "duplicate-rows", "--leave", "empty-text", "--json")
    fixes = {finding["code"]: finding["row"] for finding in json.loads(out)["findings"]}
    assert fixes == {"empty-text": 43, "duplicate-rows": 42, "short-text": 43}


@pytest.mark.parametrize("verb", [["check"], ["train", "--data"], ["train", "toy-reviews", "--data"]])
@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--mend", "duplicate-row"], "duplicate-row: nothing of that kind was found in file.csv. What was found: duplicate-rows."),
        (["--leave", "gaps", "--mend", "duplicate-rows"], "gaps: nothing of that kind"),
        (["--leave", "gaps", "--mend", "gaps"], "gaps: it cannot be mended and left as it is"),
    ],
)  # fmt: skip
def test_a_code_that_was_not_found_is_a_sentence(
    call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: list[str], given: list[str], said: str
):
    monkeypatch.setenv("LAB_HOME", str(tmp_path / "home"))
    file = written(tmp_path, labelled(40, "a very good film number 0,good"))
    code, _, err = call(*verb, file, *given)
    assert code == 2
    assert said in " ".join(err.split())
    assert not (tmp_path / "home" / "own_files").exists()


def test_a_code_of_what_a_choice_made_disappear_is_known(call, tmp_path: Path):
    months = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec"
    years = (f"{1990 + n}," + ",".join(str(n * 12 + month) for month in range(12)) for n in range(30))
    file = written(tmp_path, "\n".join([f"Year,{months}", *years]))
    _, out, err = call("check", file, "--leave", "months-in-columns", "--json")
    assert "months-in-columns" not in {finding["code"] for finding in json.loads(out)["findings"]}
    assert not err


@pytest.mark.parametrize(
    ("roles", "says"),
    [
        (["value=Sales", "value=Month"], "Sales and Month are both value"),
        (["text=Sales", "text=Month"], "Sales and Month are both text"),
        (["value=Sales", "input=Sales"], "column Sales is value and input at once"),
        (["value=Sales", "ignore=Sales"], "column Sales is value and ignore at once"),
    ],
)
def test_roles_that_contradict_each_other_are_a_sentence(call, tmp_path: Path, roles: list[str], says: str):
    given = [word for role in roles for word in ("--role", role)]
    code, _, err = call("check", written(tmp_path, "\n".join(monthly())), *given)
    assert (code, says in err) == (2, True), err


def test_a_role_said_twice_and_one_of_several_columns_hold(call, tmp_path: Path):
    file = written(
        tmp_path, "\n".join(["Month,Sales,a,b", *(f"{line},{n},{n * 2}" for n, line in enumerate(monthly()[1:]))])
    )
    given = [word for role in ("value=Sales", "value=Sales", "input=a", "input=b") for word in ("--role", role)]
    roles = json.loads(call("check", file, *given, "--json")[1])["roles"]
    assert roles == {"time": "Month", "value": "Sales", "input": ["a", "b"]}


@pytest.mark.parametrize("role", ["value", "worth=Sales", "value="])
def test_what_is_no_role_is_a_sentence(call, tmp_path: Path, role: str):
    code, _, err = call("check", written(tmp_path, "\n".join(monthly())), "--role", role)
    assert code == 2
    assert "ROLE=COLUMN" in err


def test_a_column_that_is_not_there_is_a_sentence(call, tmp_path: Path):
    code, out, _ = call("check", written(tmp_path, labelled()), "--role", "label=stars", "--json")
    assert code == 2
    assert "no column called stars" in json.loads(out)["findings"][0]["message"]


def test_a_file_of_many_rows_is_a_data_set(check: Check):
    """Rows are read five thousand at a time."""
    examined = check(labelled(10_001))
    assert examined.ok
    assert examined.facts["rows"] == 10_001
    assert sum(examined.facts["lengths"]["counts"]) == 10_001
