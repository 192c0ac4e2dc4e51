"""How a column of numbers was written in the file that was learned from: what continues the series is read the same way."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat


class Writing(BaseModel):
    """Of one column. What it does not say is guessed from the cells."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    style: Literal["", "thousands", "decimal comma"] = ""  # thousands: a point parts fractions, a comma thousands
    magnitudes: Literal["", "multiplied", "taken off"] = ""
    unit: str = Field(default="", max_length=20)
    missing: FiniteFloat | None = None  # a number that stands for no value, such as -999
    measured: tuple[FiniteFloat, ...] = Field(default=(), max_length=100)  # such numbers that are values all the same
