"""Their figures and ours."""

import re

import pytest

from lstm_core.evaluation.curve import Epoch
from lstm_core.labs import LABS
from ui.figures_table import Yours, end_table, epochs_table, other_record, tables

CLASSROOM = [lab for lab in LABS.values() if lab.theirs]


def grid(html: str) -> list[list[str]]:
    """The cells of a table, row by row."""
    rows = re.findall(r"<tr>(.*?)</tr>", html)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


def yours(epochs: list[Epoch], **metrics: object) -> Yours:
    return Yours({one.epoch: one for one in epochs}, metrics, 24.0)


@pytest.mark.parametrize("lab", CLASSROOM, ids=lambda lab: lab.name)
@pytest.mark.parametrize("own", [None, Yours({}, {}, None)], ids=["theirs", "both"])
def test_every_row_is_as_wide_as_its_heads(lab, own):  # type: ignore[no-untyped-def]
    for html in (epochs_table(lab, own), end_table(lab, own)):
        rows = [row for row in grid(html) if "colgroup" not in row]
        heads = rows[-1] if rows else []
        assert all(len(row) == len(heads) for row in rows[1:])


def test_figures_stand_side_by_side_at_every_epoch_they_wrote_down():
    own = yours([Epoch(1, 0.6, 0.7, 0.5, 0.75), Epoch(10, 0.2, 0.93, 0.31, 0.88)])
    groups, heads, first, second, third, *_ = grid(epochs_table(LABS["imdb-notebook"], own))
    assert groups == ["", "training loss", "training accuracy", "validation loss", "validation accuracy"]
    assert heads == ["epoch", *["theirs", "yours"] * 4]
    assert first == ["1", "0.5895", "0.6000", "69.83%", "70.00%", "0.5814", "0.5000", "70.23%", "75.00%"]
    assert second == ["5", "0.3717", "–", "84.01%", "–", "0.3670", "–", "83.14%", "–"]  # not trained so far
    assert third[-1] == "88.00%"


def test_a_second_run_of_the_same_epochs_is_a_column():
    _, heads, first, *_ = grid(epochs_table(LABS["sine"], yours([Epoch(10, 0.04)])))
    assert heads == ["epoch", "theirs", "their second run", "yours"]
    assert first == ["10", "0.0386", "0.0367", "0.0400"]
    assert other_record(LABS["sine"]) == ""


def test_a_second_run_of_other_epochs_is_a_sentence():
    assert other_record(LABS["sum-of-ten"]) == (
        "A second run, 100 epochs: training loss 0.0322 after epoch 10, training loss 0.0126 after epoch 100."
    )


def test_without_a_run_the_heads_are_the_measures():
    heads, first, *_ = grid(epochs_table(LABS["token-sequences"], None))
    assert heads == ["epoch", "training loss", "training accuracy"]
    assert first == ["1", "0.6780", "56.10%"]


def test_the_end_of_a_classifier():
    own = yours([], accuracy=0.43, f1=0.6014, confusion_matrix=[[0, 114], [0, 86]], loss=0.6941)
    assert grid(end_table(LABS["sum-of-ten"], own)) == [
        ["in the end", "theirs", "yours"],
        ["right answers (accuracy)", "43.00%", "43.00%"],
        ["F1", "0.6014", "0.6014"],
        ["confusion matrix", "0 114 / 0 86", "0 114 / 0 86"],
    ]


def test_the_end_of_imdb_with_keras_says_how_long_an_epoch_took():
    rows = grid(end_table(LABS["imdb-keras"], yours([], accuracy=0.85, loss=0.37)))
    assert rows[-1] == ["time of an epoch", "118 to 141 s", "24 s"]


def test_the_notebook_is_judged_by_its_best_epoch():
    own = yours(
        [Epoch(9, validation_metric=0.8791), Epoch(10, validation_metric=0.8791), Epoch(25, validation_metric=0.86)]
    )
    assert grid(end_table(LABS["imdb-notebook"], own))[1] == [
        "best validation accuracy",
        "87.84% (epoch 10)",
        "87.91% (epoch 9)",
    ]


def test_where_they_gave_no_end_there_is_no_table():
    assert end_table(LABS["sine"], None) == ""
    assert tables(LABS["sine"], None).count("<table") == 1
