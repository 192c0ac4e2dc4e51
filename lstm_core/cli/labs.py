"""The ready configurations."""

from typing import Annotated

import typer
from rich.table import Table

from lstm_core.cli.given import AsJson
from lstm_core.cli.output import print_json, result, talk
from lstm_core.errors import LabError
from lstm_core.labs import LABS


def labs(
    lab: Annotated[str, typer.Argument(help="One of them: its story and its settings.")] = "", as_json: AsJson = False
) -> None:
    """The ready configurations, or one of them in full."""
    if lab and lab not in LABS:
        raise LabError(f"There is no lab called {lab}; `labs` lists those there are.")
    chosen = [LABS[lab]] if lab else list(LABS.values())
    if as_json:
        print_json([{"lab": one.name, "title": one.title, "config": one.config.model_dump()} for one in chosen])
    elif lab:
        _tell(lab)
    else:
        table = Table("lab", "title")
        for one in chosen:
            table.add_row(one.name, one.title)
        result.print(table)
        talk.print("`labs LAB` tells the story of one and lists its settings; `train LAB` trains it.", highlight=False)


def _tell(lab: str) -> None:
    result.print(f"{LABS[lab].title}\n{LABS[lab].story}", markup=False, highlight=False)
    table = Table("setting", "value")
    for name, value in LABS[lab].config.flat().items():
        table.add_row(name, str(value))
    result.print(table)
