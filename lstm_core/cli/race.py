"""Cells on equal terms: the same data, split, seed and batches."""

from typing import Annotated, Any, cast

import typer
from rich.table import Table

from lstm_core.cli.given import AsJson, Folder, config_of, home_of
from lstm_core.cli.output import print_json, result, talk
from lstm_core.cli.train import ended
from lstm_core.comparison import races, verdict
from lstm_core.comparison.entrants import Entrant, entrants
from lstm_core.config import RunConfig
from lstm_core.errors import ConfigError, LabError
from lstm_core.home import Home
from lstm_core.runs.groups import GroupStore
from lstm_core.runs.record import RunRecord, Status


def race(
    lab_or_config: Annotated[str, typer.Argument(help="A lab, or a JSON file with a config.")] = "toy-reviews-gap",
    cells: Annotated[str, typer.Option(help="Which cells, with commas between them.")] = ",".join(races.CELLS),
    seeds: Annotated[int, typer.Option(help="How many seeds, from that of the config on.")] = 1,
    same: Annotated[str, typer.Option(help="What is the same for all: hidden (size) or parameters.")] = "hidden",
    changes: Annotated[list[str] | None, typer.Option("--set", help="One setting, for example data.gap=30.")] = None,
    again: Annotated[bool, typer.Option(help="Train all of them anew, even those that were trained before.")] = False,
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Race RNN, GRU and LSTM on equal terms. Ctrl+C ends it and keeps what was learned."""
    config = config_of(lab_or_config, changes or [])
    if same not in ("hidden", "parameters"):
        raise ConfigError(f"--same {same}: take hidden or parameters.")
    wanted = [cell.strip() for cell in cells.split(",") if cell.strip()]
    entered = races.race(config, wanted, seeds, cast(races.Same, same))
    home = home_of(folder, make=True)
    runs = _all_trained(entered, home, again)
    group = GroupStore(home.database).create("race", [run.id for run in runs])
    judged = entrants(runs)
    if as_json:
        print_json({"race": group, "verdict": verdict.race_verdict(judged), "cells": [_plain(one) for one in judged]})
    else:
        result.print(_table(judged))
        result.print(verdict.race_verdict(judged), soft_wrap=True, highlight=False)
        talk.print(verdict.ABOUT_TIMES, soft_wrap=True)
    failed = next((run for run in runs if run.status == Status.FAILED), None)
    if failed:
        raise LabError(f"Run {failed.id} failed: {failed.message}")


def _all_trained(configs: list[RunConfig], home: Home, again: bool) -> list[RunRecord]:
    """One after the other, until one is stopped by hand."""
    runs: list[RunRecord] = []
    for number, config in enumerate(configs, 1):
        talk.print(f"{number} of {len(configs)}: {config.model.cell}, seed {config.training.seed}", highlight=False)
        runs.append(ended(config, home, again))
        if runs[-1].status == Status.STOPPED:
            break
    return runs


def _plain(one: Entrant) -> dict[str, Any]:
    mean = one.mean()
    return {
        "cell": one.cell,
        "hidden_size": one.config.model.hidden_size,
        "parameters": one.parameters,
        "mean": mean.mean if mean else None,
        "interval": [mean.low, mean.high] if mean and mean.count > 1 else None,
        "at_chance": one.no_better_than_chance(),
        "runs": [
            {
                "run": run.id,
                "seed": run.config.training.seed,
                "status": run.status,
                "seconds": run.progress.seconds,
                "metrics": run.metrics,
            }
            for run in one.runs
        ],
    }


def _table(judged: list[Entrant]) -> Table:
    table = Table("cell", "on the test part", "loss", "training", "weights")
    for one in judged:
        table.add_row(
            one.label, verdict.mean_in_words(one), f"{one.loss:.4f}" if one.loss is not None else "",
            f"{one.seconds:.1f} s", f"{one.parameters:,}" if one.parameters else "",
        )  # fmt: skip
    return table
