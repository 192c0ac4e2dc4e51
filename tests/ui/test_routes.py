"""The routes beside the pages."""

import gzip
import json
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lstm_core.config import RunConfig
from lstm_core.data import uploads
from lstm_core.data.batch_order import Order
from lstm_core.home import Home
from lstm_core.runs.record import Progress, Status
from lstm_core.runs.store import PointRow, RunStore
from ui import routes
from ui.routes import MOST_CURVES, PLOTLY_PATH, ROUTES, UPLOAD_HEADER, UPLOAD_PATH, answers_path

POINTS: list[PointRow] = [
    (1, 0.01, "training", 0.7, 0.5, 0.1),
    (50, 0.5, "training", 0.4, 0.8, 2.0),
    (50, 0.5, "validation", 0.3, 0.9, 2.0),
]


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=ROUTES))


@pytest.fixture
def run_id(ui_store: RunStore) -> str:
    run, _ = ui_store.submit(RunConfig(), "key")
    ui_store.record(run.id, Progress(), POINTS)
    return run.id


def metrics_path(run_id: str, after: object = None) -> str:
    return f"/api/runs/{run_id}/metrics" + ("" if after is None else f"?after={after}")


def test_points_come_numbered_with_the_state_of_the_run(run_id: str, client: TestClient) -> None:
    answer = client.get(metrics_path(run_id))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        "status": "queued",
        "next": 3,
        "rows": [
            [1, 1, 0.01, "training", 0.7, 0.5, 0.1],
            [2, 50, 0.5, "training", 0.4, 0.8, 2.0],
            [3, 50, 0.5, "validation", 0.3, 0.9, 2.0],
        ],
    }


def test_only_points_after_the_number_asked_for(run_id: str, client: TestClient) -> None:
    answer = client.get(metrics_path(run_id, 2)).json()
    assert [row[0] for row in answer["rows"]] == [3]
    assert answer["next"] == 3


def test_nothing_new_keeps_the_number(run_id: str, client: TestClient) -> None:
    assert client.get(metrics_path(run_id, 3)).json() == {"status": "queued", "next": 3, "rows": []}


def test_a_poller_sees_every_point_once(run_id: str, ui_store: RunStore, client: TestClient) -> None:
    seen, after = [], 0
    for batch in range(3):
        answer = client.get(metrics_path(run_id, after)).json()
        seen += [row[0] for row in answer["rows"]]
        after = answer["next"]
        ui_store.record(run_id, Progress(), [(100 + batch, 1.0, "training", 0.1, 1.0, 3.0)] * 2)
    assert seen == list(range(1, 8))


def test_the_state_follows_the_run(run_id: str, ui_store: RunStore, client: TestClient) -> None:
    for status in Status:
        ui_store.end(run_id, status)
        assert client.get(metrics_path(run_id)).json()["status"] == status.value


def test_a_negative_number_asks_for_everything(run_id: str, client: TestClient) -> None:
    assert client.get(metrics_path(run_id, -7)).json()["next"] == 3


def test_a_run_without_points(ui_store: RunStore, client: TestClient) -> None:
    run, _ = ui_store.submit(RunConfig(), "key")
    for after in (None, -7):
        assert client.get(metrics_path(run.id, after)).json() == {"status": "queued", "next": 0, "rows": []}


def test_a_number_beyond_all_points(run_id: str, client: TestClient) -> None:
    answer = client.get(metrics_path(run_id, 10**40))
    assert answer.status_code == 200
    assert answer.json()["rows"] == []


@pytest.mark.parametrize("name", ["toy-reviews-00000000", "a" * 5_000, "%F0%9F%92%A5", "%00", "'--"])
def test_an_unknown_run_is_404(name: str, ui_store: RunStore, client: TestClient) -> None:
    answer = client.get(metrics_path(name))
    assert answer.status_code == 404
    assert answer.json() == {"error": "There is no such run."}


@pytest.mark.parametrize("after", ["", "x", "1.5", "1e3", "NaN", "9" * 5_000])
def test_a_number_that_is_none_is_400(after: str, run_id: str, client: TestClient) -> None:
    answer = client.get(metrics_path(run_id, after))
    assert answer.status_code == 400
    assert "whole number" in answer.json()["error"]


def test_answers_are_json_browsers_can_read(run_id: str, client: TestClient) -> None:
    """No NaN, which JSON.parse refuses."""

    def refused(name: str) -> None:
        raise AssertionError(name)

    json.loads(client.get(metrics_path(run_id)).text, parse_constant=refused)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", [metrics_path("any"), "/api/curves", PLOTLY_PATH])
def test_routes_only_read(method: str, path: str, client: TestClient) -> None:
    assert client.request(method, path).status_code == 405


def test_plotly_js_compressed_and_plain_is_the_same(client: TestClient) -> None:
    plain = client.get(PLOTLY_PATH, headers={"Accept-Encoding": "identity"})
    assert plain.status_code == 200
    assert "content-encoding" not in plain.headers
    assert plain.headers["content-type"].startswith("text/javascript")
    assert plain.headers["vary"].lower() == "accept-encoding"
    assert b"plotly.js v" in plain.content[:200]
    with client.stream("GET", PLOTLY_PATH, headers={"Accept-Encoding": "gzip, br"}) as compressed:
        content = b"".join(compressed.iter_raw())
    assert compressed.headers["content-encoding"] == "gzip"
    assert len(content) < len(plain.content) / 2
    assert gzip.decompress(content) == plain.content


def curves_path(*asked: str) -> str:
    return "/api/curves?runs=" + ",".join(asked)


def test_several_curves_in_one_answer_each_from_its_own_number(
    run_id: str, ui_store: RunStore, client: TestClient
) -> None:
    other, _ = ui_store.submit(RunConfig(), "other")
    answer = client.get(curves_path(f"{run_id}:2", f"{other.id}:0", "gone:0"))
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        run_id: {**client.get(metrics_path(run_id, 2)).json(), "more": False},
        other.id: {"status": "queued", "next": 0, "rows": [], "more": False},
    }


def test_many_curves_come_a_part_at_a_time(
    run_id: str, ui_store: RunStore, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, _ = ui_store.submit(RunConfig(), "other")
    monkeypatch.setattr(routes, "MOST_ROWS", 4)
    answer = client.get(curves_path(f"{run_id}:0", f"{other.id}:0")).json()
    assert {run: one["more"] for run, one in answer.items()} == {run_id: True, other.id: False}
    first = answer[run_id]
    assert (first["next"], len(first["rows"])) == (2, 2)
    rest = client.get(curves_path(f"{run_id}:2", f"{other.id}:0")).json()[run_id]
    assert [*first["rows"], *rest["rows"]] == client.get(metrics_path(run_id)).json()["rows"]


def test_no_curves_at_all(ui_store: RunStore, client: TestClient) -> None:
    for path in ("/api/curves", curves_path(), curves_path("", "")):
        assert client.get(path).json() == {}


@pytest.mark.parametrize("asked", ["x", "x:", ":y", "x:1.5", f"x:{'9' * 5_000}"])
def test_curves_asked_for_without_a_number_are_400(asked: str, ui_store: RunStore, client: TestClient) -> None:
    answer = client.get(curves_path(asked))
    assert answer.status_code == 400
    assert "RUN:AFTER" in answer.json()["error"]


def test_too_many_curves_are_400(ui_store: RunStore, client: TestClient) -> None:
    answer = client.get(curves_path(*(f"run-{number}:0" for number in range(MOST_CURVES + 1))))
    assert answer.status_code == 400
    assert str(MOST_CURVES) in answer.json()["error"]


# A person's own file


@pytest.fixture
def upload_id(own_home: Home) -> str:
    with uploads.Incoming("own.csv", own_home) as incoming:
        incoming.write(b"text\ngood\n")
        return incoming.finish().id


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("LAB_HOME", str(tmp_path))
    return Home.default()


@pytest.mark.parametrize("pieces", [[], [b"text,label\n"], [b"0123456789" * 50_000] * 7 + [b"end"]], ids=len)
def test_a_file_comes_to_the_disk(pieces: list[bytes], own_home: Home, client: TestClient) -> None:
    answer = client.put(f"{UPLOAD_PATH}?name=own.csv", content=iter(pieces), headers={UPLOAD_HEADER: "upload"})
    assert answer.status_code == 200
    upload = uploads.get(answer.json()["upload"], own_home)
    assert upload
    assert upload.name == "own.csv"
    assert uploads.original(upload, own_home).read_bytes() == b"".join(pieces)


@pytest.mark.parametrize("headers", [{}, {UPLOAD_HEADER: "upload", "sec-fetch-site": "cross-site"}])
def test_other_sites_bring_nothing(own_home: Home, client: TestClient, headers: dict[str, str]) -> None:
    assert client.put(UPLOAD_PATH, content=b"text", headers=headers).status_code == 403
    assert client.post(UPLOAD_PATH, content=b"text").status_code == 405
    assert not own_home.uploads.exists()


def test_answers_are_called_like_the_file_they_answer(
    own_home: Home, run_id: str, client: TestClient, upload_id: str
) -> None:
    folder = own_home.run(run_id) / "analysis"
    folder.mkdir(parents=True)
    name = f"{Order(upload_id, None).name}.csv"
    (folder / name).write_bytes(b"text,prediction\n")
    answer = client.get(answers_path(run_id, name))
    assert answer.content == b"text,prediction\n"
    assert 'filename="own-predictions.csv"' in answer.headers["content-disposition"]


def test_nothing_else_of_a_run_is_handed_out(own_home: Home, run_id: str, client: TestClient, upload_id: str) -> None:
    folder = own_home.run(run_id) / "analysis"
    folder.mkdir(parents=True)
    order = Order(upload_id, None)
    order.save(folder)
    for name in (f"{order.name}.order.json", f"{order.name}.csv", "..%2f..%2flab.sqlite", "lab.sqlite"):
        assert client.get(answers_path(run_id, name)).status_code == 404
    assert client.get(answers_path("..", f"{order.name}.csv")).status_code == 404


def test_too_large_a_file_is_a_sentence(own_home: Home, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 10)
    answer = client.put(UPLOAD_PATH, content=b"more than ten", headers={UPLOAD_HEADER: "upload"})
    assert answer.status_code == 400
    assert "Bring a part of it" in answer.json()["error"]
    assert list(own_home.uploads.iterdir()) == []
