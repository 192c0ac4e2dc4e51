"""Routes beside the pages: the points of a curve as JSON, plotly.js for the live chart, and the ways in and out for a person's own file."""

import gzip
import re
from functools import cache
from importlib.resources import files

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from lstm_core.data import answered_file, uploads
from lstm_core.errors import LabError
from ui import services

UPLOAD_PATH, UPLOAD_HEADER = "/api/uploads", "x-lstm-lab"
PLOTLY_PATH = "/lab/plotly.min.js"
CURVES_PATH = "/api/curves"
MOST_CURVES, MOST_ROWS = 100, 20_000  # in one answer
_MOST_OF_ONE = 2_000
_UPLOAD = "(?P<upload>[0-9a-f]{32})"
_ANSWERS = re.compile(
    uploads.answers_name(_UPLOAD) + rf"[0-9a-f]{{16}}({'|'.join(map(re.escape, answered_file.SUFFIXES))})"
)


async def metrics(request: Request) -> Response:
    """`{"status", "next", "rows"}`: the points after number `after`, each [n, step, epoch, split, loss, metric, seconds].

    `next` is what to ask with the next time. 404 for an unknown run, 400 where `after` is not a whole number.
    """
    try:
        after = max(0, min(int(request.query_params.get("after", "0")), 2**53))
    except ValueError:
        return JSONResponse({"error": "after must be a whole number, the last `next`."}, status_code=400)
    status, rows = await run_in_threadpool(services.store().points, request.path_params["run"], after)
    if status is None:
        return JSONResponse({"error": "There is no such run."}, status_code=404)
    following = rows[-1][0] if rows else after
    return JSONResponse({"status": status, "next": following, "rows": rows}, headers={"Cache-Control": "no-store"})


async def curves(request: Request) -> Response:
    """`{run: {"status", "next", "rows", "more"}}` for `?runs=RUN:AFTER,RUN:AFTER`, each as `metrics` answers; runs that are not there are
    left out. `more`: whether the answer was full, and the rest may be asked for at once.

    400 where a number is none, or where more than MOST_CURVES runs are asked for.
    """
    asked = [one.rpartition(":") for one in request.query_params.get("runs", "").split(",") if one]
    try:
        wanted = {run: max(0, min(int(after), 2**53)) for run, _, after in asked}
    except ValueError:
        return JSONResponse({"error": "runs must be RUN:AFTER, with commas between them."}, status_code=400)
    if len(wanted) > MOST_CURVES:
        return JSONResponse({"error": f"At most {MOST_CURVES} runs are drawn at once."}, status_code=400)
    return JSONResponse(await run_in_threadpool(_curves, wanted), headers={"Cache-Control": "no-store"})


def _curves(wanted: dict[str, int]) -> dict[str, object]:
    """At most MOST_ROWS in all: whoever gets many asks for the rest at once, and others get their turn between."""
    most = min(_MOST_OF_ONE, MOST_ROWS // max(1, len(wanted)))
    found = services.store().points_of(wanted, most)
    return {
        run: {"status": status, "next": rows[-1][0] if rows else wanted[run], "rows": rows, "more": len(rows) == most}
        for run, (status, rows) in found.items()
        if status is not None
    }


def answers_path(run: str, file: str) -> str:
    return f"/api/runs/{run}/answers/{file}"


async def answers(request: Request) -> Response:
    """A file that was answered, called like the one that was brought: it goes from the disk to the browser piece by piece.

    404 where it is not there (any more).
    """
    named = _ANSWERS.fullmatch(request.path_params["file"])
    run = await run_in_threadpool(services.store().get, request.path_params["run"])
    file = services.home().run(run.id) / "analysis" / named[0] if run and named else None
    if not named or not file or not file.exists():
        return JSONResponse({"error": "There is no such file. Let the run answer again."}, status_code=404)
    upload = uploads.get(named["upload"], services.home())
    stem = upload.name.rsplit(".", 1)[0] if upload else "answers"
    return FileResponse(file, filename=f"{stem}-predictions{file.suffix}", headers={"Cache-Control": "no-store"})


async def plotly_js(request: Request) -> Response:
    """The plotly.js that ships with the plotly package."""
    headers = {"Cache-Control": "public, max-age=86400", "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(_plotly_js(), media_type="text/javascript", headers=headers)
    content = await run_in_threadpool(_compressed_plotly_js)
    return Response(content, media_type="text/javascript", headers={**headers, "Content-Encoding": "gzip"})


def _plotly_js() -> bytes:
    return files("plotly").joinpath("package_data/plotly.min.js").read_bytes()


@cache
def _compressed_plotly_js() -> bytes:
    return gzip.compress(_plotly_js(), 6)


async def bring(request: Request) -> Response:
    """PUT the bytes of a file, `?name=` what it is called: `{"upload": id}`. It goes to the disk as it comes, never into memory.

    Only from our own pages: no other site can send this header without asking first, and it is not answered. 400 with a
    sentence for more than a file may have.
    """
    if UPLOAD_HEADER not in request.headers or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return JSONResponse({"error": "A file is brought on the page Data."}, status_code=403)
    try:
        with uploads.Incoming(request.query_params.get("name", "file"), services.home()) as incoming:
            async for piece in request.stream():
                await run_in_threadpool(incoming.write, piece)
            return JSONResponse({"upload": (await run_in_threadpool(incoming.finish)).id})
    except LabError as problem:
        return JSONResponse({"error": str(problem)}, status_code=400)
    except OSError as problem:
        return JSONResponse({"error": f"The file cannot be written: {problem.strerror}."}, status_code=507)


ROUTES = [
    Route(UPLOAD_PATH, bring, methods=["PUT"]),
    Route("/api/runs/{run}/metrics", metrics),
    Route(answers_path("{run}", "{file}"), answers),
    Route(CURVES_PATH, curves),
    Route(PLOTLY_PATH, plotly_js),
]
