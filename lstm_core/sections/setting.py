"""One setting with its title, help, limits and default."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


def setting(
    default: Any,
    title: str,
    help: str,
    *,
    first: bool = False,
    only: tuple[str, ...] = (),
    ge: float | None = None,
    le: float | None = None,
    pattern: str | None = None,
) -> Any:
    """only: the data sets it means anything for; all of them where it is empty."""
    extra: Any = {"first": first, "only": list(only)}
    return Field(default, title=title, description=help, json_schema_extra=extra, ge=ge, le=le, pattern=pattern)


class Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
