"""What the doctor says of a file."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from lstm_core.cli.output import print_json, result, talk
from lstm_core.data.doctor.choices import Choices
from lstm_core.data.doctor.examination import Examination, examine
from lstm_core.errors import ConfigError, LabError

Role = Annotated[
    list[str] | None, typer.Option("--role", help="The role of a column, for example label=stars; guessed otherwise.")
]
Series = Annotated[str, typer.Option("--series", help="Which series, where the file holds several.")]
Mend = Annotated[
    list[str] | None, typer.Option("--mend", help="What was found and is to be mended, by its code: duplicate-rows.")
]
Leave = Annotated[list[str] | None, typer.Option("--leave", help="What is to stay as it is, by its code: gaps.")]
_MARKS = {"stops": "[red]stops it[/red]", "mended": "[green]mended[/green]", "open": "[yellow]to know[/yellow]"}


def check(
    file: Annotated[Path, typer.Argument(help="CSV, TSV, JSON Lines, Parquet, Excel, plain text, or a zip of them.")],
    role: Role = None,
    series: Series = "",
    mend: Mend = None,
    leave: Leave = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output, for machines.")] = False,
) -> None:
    """Say what a file is and what is wrong with it. Exit code 0 when it can be trained on, 2 when not."""
    if not as_json and not file.exists():
        raise LabError(f"There is no file {file}.")
    choices = choices_of(role, series, mend, leave)
    examined = examine(file, file.name, choices)
    refuse_unknown(choices, file, examined)
    if as_json:
        print_json(examined.as_json())
    else:
        _tell(examined)
    if not examined.ok:
        raise typer.Exit(2)


def choices_of(
    role: list[str] | None, series: str = "", mend: list[str] | None = None, leave: list[str] | None = None
) -> Choices:
    """Raises ConfigError for what is no role, and for what is to be mended and left."""
    if both := set(mend or []) & set(leave or []):
        raise ConfigError(f"{', '.join(sorted(both))}: it cannot be mended and left as it is. Keep --mend or --leave.")
    mends = {**dict.fromkeys(mend or [], True), **dict.fromkeys(leave or [], False)}
    return Choices.parse({**Choices.of_roles(role or []).model_dump(), "series": series, "mends": mends})


def refuse_unknown(choices: Choices, file: Path, examined: Examination | None = None) -> None:
    """Raises ConfigError where nothing of a code was found that is to be mended or left.

    examined: the file with these choices, where that is known. What a choice has made disappear was found without it.
    """
    if not choices.mends or not file.is_file():
        return
    codes = _codes(examined or examine(file, file.name, choices))
    if codes & {"unreadable", "no-such-column"}:  # that is to be said first
        return
    if not choices.mends.keys() <= codes:
        codes |= _codes(examine(file, file.name, choices.model_copy(update={"mends": {}})))
    if unknown := sorted(choices.mends.keys() - codes):
        known = f"What was found: {', '.join(sorted(codes))}." if codes else "Nothing was found that could be mended."
        raise ConfigError(f"{', '.join(unknown)}: nothing of that kind was found in {file.name}. {known}")


def _codes(examined: Examination) -> set[str]:
    return {finding.code for finding in examined.findings}


def _tell(examined: Examination) -> None:
    if examined.task:
        roles = ", ".join(f"{role} = {_columns(column)}" for role, column in examined.roles.items())
        result.print(
            f"{examined.format}, {examined.rows:,} rows. {examined.task.capitalize()}: {roles}.",
            markup=False,
            soft_wrap=True,
        )
    if examined.findings:
        table = Table("", "row", "what", "fix", "code", show_lines=True)
        for one in examined.findings:
            mark = "stops" if one.stops else "mended" if one.mended else "open"
            table.add_row(
                _MARKS[mark], f"{one.row:,}" if one.row else "", _plain(one.message), _plain(one.fix or ""), one.code
            )
        result.print(table)
    talk.print("It can be trained on." if examined.ok else "It cannot be trained on as it is.")


def _columns(columns: Any) -> str:
    return " + ".join(columns) if isinstance(columns, list) else str(columns)


def _plain(text: str) -> str:
    """Square brackets of a file are no markup."""
    return text.replace("[", r"\[")
