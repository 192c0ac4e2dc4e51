"""`python -m lstm_core ...`: the verbs of the dashboard on its configs and its run store.

Results go to standard output, talk to standard error. Exit code 2 with a sentence for what a user can mend.
"""

import sqlite3
import sys
from typing import NoReturn

import typer

from lstm_core.cli.check import check
from lstm_core.cli.door import MayBeginWithMinus, open_streams, readable
from lstm_core.cli.evaluate import evaluate
from lstm_core.cli.inspect import inspect
from lstm_core.cli.labs import labs
from lstm_core.cli.output import talk
from lstm_core.cli.predict import predict
from lstm_core.cli.race import race
from lstm_core.cli.runs import runs, show
from lstm_core.cli.train import train
from lstm_core.errors import LabError

_INTERRUPTED = 130  # the exit code of what Ctrl+C ended

app = typer.Typer(
    help="Train, look at and use recurrent networks.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for verb in (labs, check, train, race, evaluate, predict, inspect, runs, show):
    app.command(cls=MayBeginWithMinus if verb in (predict, inspect) else None)(verb)


def main() -> None:
    """Runs the command line; never shows a traceback for what a user can mend."""
    try:
        open_streams()
        sys.argv[1:] = readable(sys.argv[1:])
        app()
    except LabError as problem:
        _end_with(str(problem))
    except OSError as problem:
        _end_with(f"{problem.filename or 'A file'}: {problem.strerror or problem}.")
    except SystemExit as end:
        if end.code == _INTERRUPTED:
            talk.print("Interrupted.")
        raise
    except sqlite3.Error as problem:
        file = " ".join(getattr(problem, "__notes__", ()))
        _end_with(f"The run store {file} cannot be used: {problem}. Name another folder with --runs.")


def _end_with(sentence: str) -> NoReturn:
    talk.print(sentence, style="red", markup=False, highlight=False, soft_wrap=True)
    sys.exit(2)
