"""Between the shell and the verbs: streams that take every letter, arguments that can be written down, numbers below zero."""

import io
import os
import re
import sys
from typing import Any

from typer.core import TyperCommand

from lstm_core.errors import LabError

_BELOW_ZERO = re.compile(r"-[^A-Za-z-]")


def open_streams() -> None:
    """Files and pipes get UTF-8 whatever the code page of the machine; a terminal says in escapes what it cannot show.

    Raises LabError where the standard output is closed.
    """
    if sys.stderr is None:
        sys.stderr = io.StringIO()  # talk to nobody
    if sys.stdout is None:
        raise LabError("The standard output is closed, so there is no place for results. Leave it open.")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def readable(arguments: list[str]) -> list[str]:
    """Bytes that are no text become �, but in the name of a file that is there."""
    return [one if os.path.exists(one) else _as_text(one) for one in arguments]


def _as_text(argument: str) -> str:
    return argument.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class MayBeginWithMinus(TyperCommand):
    """A verb that is asked about what one types, which may begin as -1 does and is no option then."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.ignore_unknown_options = any(map(_BELOW_ZERO.match, args))
        return super().parse_args(ctx, args)
