import pytest

from benchmarks.imdb_tuned import _SAME_TEST, INGREDIENTS, row
from lstm_core.config import RunConfig
from lstm_core.labs import LABS


@pytest.mark.parametrize("name", INGREDIENTS)
def test_every_line_but_the_first_changes_one_thing_of_the_lab(name: str):
    lab, changes = LABS["imdb-tuned"].config, {**_SAME_TEST, **INGREDIENTS[name]}
    flat = {**lab.flat(), **{setting.split(".")[1]: value for setting, value in changes.items()}}
    changed = {setting for setting, value in RunConfig.from_flat(flat).flat().items() if value != lab.flat()[setting]}
    assert changed == {setting.split(".")[1] for setting in changes}
    assert len(INGREDIENTS[name]) == (name != "all of it")


def test_a_row_has_means_and_extremes_over_the_seeds():
    run = {"seconds": 10.0, "peak_megabytes": 900, "accuracy_ngrams_alone": None, "examples": 800}
    runs = [{**run, "accuracy": share, "accuracy_lstm_alone": share - 0.02} for share in (0.92, 0.94)]
    shown = row("both", runs)
    assert (shown["accuracy"], shown["lowest"], shown["highest"]) == ("93.00%", "92.00%", "94.00%")
    assert (shown["LSTM alone"], shown["n-grams alone"]) == ("91.00%", None)
