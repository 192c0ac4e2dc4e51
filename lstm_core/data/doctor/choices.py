"""What a person decided about a file, instead of what the doctor would guess."""

import hashlib
from collections.abc import Sequence
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lstm_core.data.doctor.limits import MOST_COLUMNS
from lstm_core.data.doctor.writing import Writing
from lstm_core.errors import ConfigError

Role = Literal["text", "label", "group", "part", "time", "value", "input", "ignore"]
ROLES: tuple[Role, ...] = ("text", "label", "group", "part", "time", "value", "input", "ignore")
_ONCE = ("text", "label", "part", "value")  # roles of one column
Task = Literal["classification", "forecasting"]
DayOrMonth = Literal["", "day", "month"]
Rule = Literal["", "hour", "day", "week", "month", "quarter", "year"]


class Choices(BaseModel):
    """Nothing chosen is the guess of the doctor: the page and the shell then come to the same data set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task: Task | Literal[""] = ""
    encoding: Literal["", "utf-8", "utf-16", "cp1252", "latin-1", "cp1251", "gb18030", "shift_jis"] = ""
    delimiter: Literal["", ",", ";", "\t", "|", "^", " ", "none"] = ""  # none: every line is a text
    header: Literal["", "yes", "no"] = ""
    member: str = Field(default="", max_length=1_000)  # of an archive, or the sheet of a workbook
    roles: dict[str, Role] = Field(default={}, max_length=2_000)  # by column; those that are left out are guessed
    mends: dict[str, bool] = Field(default={}, max_length=100)  # by code of a finding: mend it, or leave it as it is
    series: str = Field(default="", max_length=1_000)  # which one, where a file holds several
    every: Rule = ""  # the step of a series: its values are brought together over an hour, a day, ...
    together: Literal["mean", "sum", "last"] = "mean"
    # What is known of the file that this one continues: it is not guessed again.
    written: tuple[Writing, ...] = Field(default=(), max_length=MOST_COLUMNS)  # of the values, the target first
    first: DayOrMonth = ""  # in its dates

    def key(self) -> str:
        """The same 16 hexadecimal digits for the same choices."""
        ordered = self.model_copy(
            update={"roles": dict(sorted(self.roles.items())), "mends": dict(sorted(self.mends.items()))}
        )
        return hashlib.blake2b(ordered.model_dump_json().encode(), digest_size=8).hexdigest()

    @classmethod
    def of_roles(cls, given: Sequence[str]) -> Self:
        """From words such as text=review and label=stars. Raises ConfigError for anything else, and for what contradicts itself."""
        roles: dict[str, str] = {}
        for word in given:
            role, sign, column = word.partition("=")
            if not sign or role not in ROLES or not column:
                raise ConfigError(
                    f"--role {word}: write ROLE=COLUMN, for example text=review. Roles: {', '.join(ROLES)}."
                )
            if roles.get(column, role) != role:
                raise ConfigError(f"--role: column {column} is {roles[column]} and {role} at once. Give it one role.")
            other = next((name for name, its in roles.items() if its == role and name != column), None)
            if other is not None and role in _ONCE:
                raise ConfigError(
                    f"--role: {other} and {column} are both {role}, which only one column can be. Name one."
                )
            roles[column] = role
        return cls.parse({"roles": roles})

    @classmethod
    def parse(cls, values: object) -> Self:
        """Raises ConfigError for what is no choice."""
        try:
            return cls.model_validate(values)
        except ValidationError as refusal:
            first = refusal.errors()[0]
            raise ConfigError(f"{'.'.join(map(str, first['loc']))}: {first['input']!r} is not a choice.") from None
