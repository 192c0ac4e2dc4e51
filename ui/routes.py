"""Read-only routes beside the pages: the points of a curve as JSON, and plotly.js for the live chart."""

import gzip
from functools import cache
from importlib.resources import files

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ui import services

PLOTLY_PATH = "/lab/plotly.min.js"
CURVES_PATH = "/api/curves"
MOST_CURVES = 100


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
    """`{run: {"status", "next", "rows"}}` for `?runs=RUN:AFTER,RUN:AFTER`, each as `metrics` answers; runs that are not there are left out.

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
    store = services.store()
    found = {run: (after, *store.points(run, after)) for run, after in wanted.items()}
    return {
        run: {"status": status, "next": rows[-1][0] if rows else after, "rows": rows}
        for run, (after, status, rows) in found.items()
        if status is not None
    }


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


ROUTES = [Route("/api/runs/{run}/metrics", metrics), Route(CURVES_PATH, curves), Route(PLOTLY_PATH, plotly_js)]
