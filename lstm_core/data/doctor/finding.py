"""What the doctor has to say: one fault, where it is, and what was or can be done about it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

_Table = TypeVar("_Table")

_LEFT = "Left as it is."  # what would be mended by itself, but a person does not want it


@dataclass(frozen=True)
class Finding:
    """One fault of a file. Rows are counted the way a spreadsheet or an editor shows them, the header included."""

    code: str
    message: str  # what is wrong, with row, column and cell
    row: int | None = None  # the first one, where there are several
    column: str | None = None
    fix: str | None = None  # what was done about it, or what to do
    stops: bool = False  # the file cannot be used as long as it is so
    button: str | None = (
        None  # what the button that mends it, or takes the mending back, does; none where nothing can be done
    )
    mended: bool = False
    choice: str = ""  # which of a person's choices decides it
    options: tuple[str, ...] = ()  # what may be chosen, the first is taken now

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("code", "message", "row", "column", "fix")}


@dataclass(frozen=True)
class Fault(Generic[_Table]):
    """A finding together with the table as it is once mended."""

    finding: Finding
    mended: Callable[[], _Table] | None = None
    by_default: bool = True  # mended unless a person says otherwise; else only when a person says so
    optional: bool = True  # else it is mended whatever anybody says
    done: str = ""  # what is said instead of the advice once it is mended

    def always(self) -> "Fault[_Table]":
        return replace(self, optional=False)

    def settle(self, table: _Table, wish: bool | None) -> tuple[_Table, Finding]:
        """The table to go on with. wish: what a person said about this code, None for nothing."""
        if self.mended is None:
            return table, self.finding
        if not self.optional or (self.by_default if wish is None else wish):
            return self.mended(), replace(self.finding, mended=True, stops=False, fix=self.done or self.finding.fix)
        return table, replace(self.finding, fix=_LEFT) if self.by_default else self.finding


def counted(count: int, one: str, several: str | None = None) -> str:
    """For example 1 row, 3 rows."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def quoted(cell: object) -> str:
    """A cell the way a message shows it: short, on one line."""
    flat = " ".join(str(cell).split())
    return f"“{flat if len(flat) <= 60 else flat[:57] + '…'}”"
