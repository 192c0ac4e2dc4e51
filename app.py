"""The entry, `streamlit run app.py`: keeps a worker alive, serves the read-only routes, shows `ui/main.py`."""

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pandas  # noqa: F401 - pages need it and plotly; imported here, no viewer waits for them and the collector skips them
import plotly.graph_objects  # noqa: F401
import streamlit as st

import lstm_core.data.catalog  # noqa: F401
from lstm_core.execution.supervisor import Supervisor
from lstm_core.home import Home
from ui import looked, plot, services
from ui.routes import ROUTES


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """A worker lives exactly as long as the server, and no process that pages started outlives it."""
    with Supervisor(Home.default()):
        plot.prepare()
        gc.collect()
        gc.freeze()  # what was imported stays: the collector need not look through it at every page
        sys.setswitchinterval(
            0.0005
        )  # with thirty pages being drawn, a request for new points gets its turn ten times sooner
        try:
            yield
        finally:
            services.close()
            looked.questions().close()


app = st.App("ui/main.py", lifespan=lifespan, routes=ROUTES)
