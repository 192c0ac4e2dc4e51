from pathlib import Path

import pytest

from lstm_core.config import RunConfig
from lstm_core.runs.groups import GroupStore
from lstm_core.runs.store import RunStore


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "lab.sqlite")


@pytest.fixture
def groups(store: RunStore, tmp_path: Path) -> GroupStore:
    return GroupStore(tmp_path / "lab.sqlite")


@pytest.fixture
def runs(store: RunStore) -> list[str]:
    return [store.submit(RunConfig(), f"key {number}")[0].id for number in range(3)]


def test_a_group_keeps_its_runs_in_their_order(groups: GroupStore, runs: list[str]):
    found = groups.get(groups.create("race", runs[::-1]))
    assert found
    assert [run.id for run in found.runs] == runs[::-1]
    assert (found.kind, found.deleted) == ("race", 0)


def test_the_same_runs_are_the_same_group(groups: GroupStore, runs: list[str]):
    group = groups.create("race", runs)
    assert groups.create("race", runs) == group
    others = {groups.create("race", runs[:2]), groups.create("race", runs[::-1]), groups.create("seeds", runs)}
    assert group not in others
    assert len(others) == 3


def test_a_run_may_be_in_several_groups_and_be_deleted_from_all(groups: GroupStore, store: RunStore, runs: list[str]):
    both = [groups.create("race", runs), groups.create("seeds", runs[:2])]
    store.delete(runs[0])
    for group, left in zip(both, (runs[1:], runs[1:2]), strict=True):
        found = groups.get(group)
        assert found
        assert [run.id for run in found.runs] == left
        assert found.deleted == 1


def test_the_newest_of_a_kind_first_without_those_that_lost_all_runs(
    groups: GroupStore, store: RunStore, runs: list[str]
):
    one, other = groups.create("race", runs), groups.create("race", runs[:1])
    groups.create("seeds", runs)
    assert [group.id for group in groups.newest("race")] == [other, one]
    assert [group.id for group in groups.newest("race", limit=1)] == [other]
    store.delete(runs[0])
    assert [group.id for group in groups.newest("race")] == [one]


def test_there_is_no_such_group(groups: GroupStore):
    assert groups.get("race-00000000") is None
    assert groups.newest("race") == []


def test_a_store_from_before_there_were_groups_gets_them(store: RunStore, runs: list[str], tmp_path: Path):
    """The file above was made by the run store alone; its runs are found, and it still opens."""
    groups = GroupStore(tmp_path / "lab.sqlite")
    found = groups.get(groups.create("race", runs))
    assert found
    assert len(found.runs) == 3
    assert RunStore(tmp_path / "lab.sqlite").get(runs[0])
