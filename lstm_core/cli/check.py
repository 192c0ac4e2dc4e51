"""What the doctor says of a file."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from lstm_core.cli.output import print_json, result, talk
from lstm_core.data.doctor.choices import Choices
from lstm_core.data.doctor.examination import Examination, examine
from lstm_core.errors import LabError

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
    if not as_json and not file.is_file():
        raise LabError(f"There is no file {file}.")
    examined = examine(file, file.name, choices_of(role, series, mend, leave))
    if as_json:
        print_json(examined.as_json())
    else:
        _tell(examined)
    if not examined.ok:
        raise typer.Exit(2)


def choices_of(
    role: list[str] | None, series: str = "", mend: list[str] | None = None, leave: list[str] | None = None
) -> Choices:
    """Raises ConfigError for what is no role."""
    mends = {**dict.fromkeys(mend or [], True), **dict.fromkeys(leave or [], False)}
    return Choices.parse({**Choices.of_roles(role or []).model_dump(), "series": series, "mends": mends})


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
