from pathlib import Path

import pytest

from lstm_core.home import Home


def test_lab_home_names_the_folder_and_it_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LAB_HOME", str(tmp_path / "deep" / "lab"))
    assert Home.default().folder == (tmp_path / "deep" / "lab").resolve()
    assert Home.default().folder.is_dir()


def test_without_lab_home_the_platform_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("LAB_HOME", raising=False)
    for name in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    assert Home.default().folder.name == "lstm-lab"


def test_everything_lies_inside_the_folder(home: Home):
    places = [home.database, home.cache, home.logs, home.run("one"), home.run("two"), home.data_set("imdb")]
    assert all(home.folder in place.parents for place in places)
    assert len(set(places)) == len(places)
