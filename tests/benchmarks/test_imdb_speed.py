from benchmarks import imdb_speed
from benchmarks.curve import epoch_seconds


def test_an_epoch_lasts_from_one_whole_validation_to_the_next():
    points = [("validation", 0.5, 1.0), ("training", 1.0, 2.0), ("validation", 1.0, 2.5), ("validation", 2.0, 4.0)]
    named = [dict(zip(("split", "epoch", "seconds"), point, strict=True)) for point in points]
    assert epoch_seconds(named) == [2.5, 1.5]


def test_ratios_are_to_the_notebook_and_an_unreached_target_is_said():
    process = {"peak_megabytes": 1, "seconds_in_all": 1.0, "others": 0.0}
    notebook = process | {"training_seconds": 90.0, "accuracy": 0.5, "reached": False, "rate": 100.0}
    ours = process | {"training_seconds": 3.0, "accuracy": 0.9, "reached": True, "rate": 300.0}
    slow, fast = imdb_speed.table({"notebook": notebook, "ours": ours}, 0.8784)
    assert (slow["s to 87.84%"], fast["s to 87.84%"]) == ("> 90.0", "3.0")
    assert (fast["faster"], fast["faster "]) == (30, 3)
