"""The configuration of a run: one frozen value that decides what it computes, and what its settings are called and limited to."""

import difflib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self, cast, get_args, get_origin

import annotated_types
from pydantic import ValidationError, model_validator
from pydantic.fields import FieldInfo

from lstm_core.errors import ConfigError, shortened
from lstm_core.sections import DataConfig, ModelConfig, Section, TrainingConfig
from lstm_core.sections.kinds import TEXTS

__all__ = ["SETTINGS", "DataConfig", "ModelConfig", "RunConfig", "Setting", "TrainingConfig"]


class RunConfig(Section):
    """Everything that decides what a run computes.

    Source of the defaults: `lstm_core.labs`, chosen on validation parts only.
    """

    data: DataConfig = DataConfig()
    model: ModelConfig = ModelConfig()
    training: TrainingConfig = TrainingConfig()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        data, training = self.data, self.training
        if data.validation_share == 0 and (training.patience or training.schedule == "plateau"):
            chooser = "training.patience" if training.patience else "training.schedule: 'plateau'"
            raise ValueError(
                f"data.validation_share: 0 lets the test part watch, and {chooser} would choose by it. "
                "Take a validation part of at least 0.01, or switch the other off."
            )
        if self.model.layer_dropout and self.model.layers == 1:
            raise ValueError(
                f"model.layer_dropout: {self.model.layer_dropout:g} works between layers, and there is one. "
                "Take model.layers 2 or more, or 0 here."
            )
        if data.validation_share == 0 and self.model.ngrams and data.data_set in TEXTS:
            raise ValueError(
                f"data.validation_share: 0 leaves nothing to weigh the LSTM and model.ngrams: {self.model.ngrams} by. "
                "Take a validation part of at least 0.01, or set model.ngrams to 0."
            )
        if data.data_set.startswith("own-") and not data.file:
            raise ValueError(
                f"data.file: {data.data_set!r} needs a file. Name it with --data, or take another data set."
            )
        return self

    @classmethod
    def parse(cls, values: Mapping[str, Any]) -> Self:
        """The config of nested plain values, `{"training": {"epochs": 3}}`.

        Raises ConfigError: a sentence naming each refused field, its value and its limit.
        """
        try:
            return cls.model_validate(values)
        except ValidationError as refusal:
            raise ConfigError(" ".join(_sentence(error) for error in refusal.errors())) from None

    @classmethod
    def stored(cls, values: Mapping[str, Mapping[str, Any]]) -> Self:
        """A config that was accepted once, by this version or an earlier one, as it was then: what is refused today is not
        refused here, settings that are no longer there are left out, and new ones have their defaults.
        """
        sections: dict[str, type[Section]] = {"data": DataConfig, "model": ModelConfig, "training": TrainingConfig}
        parts = {
            name: section.model_construct(**{n: v for n, v in values[name].items() if n in section.model_fields})
            for name, section in sections.items()
        }
        return cls.model_construct(_fields_set=None, **parts)

    def canonical(self) -> str:
        """The same text for the same settings, whatever their order: what a run's key is made of."""
        return json.dumps(self.model_dump(), sort_keys=True, separators=(",", ":"))

    def flat(self) -> dict[str, Any]:
        """Every setting by its own name; names are unique across the sections."""
        return {name: value for section in self.model_dump().values() for name, value in section.items()}

    @classmethod
    def from_flat(cls, values: Mapping[str, Any]) -> Self:
        """The inverse of `flat`. Raises ConfigError as `parse` does."""
        nested: dict[str, dict[str, Any]] = {}
        for name, value in values.items():
            nested.setdefault(SETTINGS[name].section if name in SETTINGS else "training", {})[name] = value
        return cls.parse(nested)


@dataclass(frozen=True)
class Setting:
    """One setting as a form, a command line or a manual shows it."""

    section: str
    name: str
    title: str
    help: str
    default: Any
    kind: type
    choices: tuple[Any, ...]
    minimum: float | None
    maximum: float | None
    first: bool
    only: tuple[str, ...]  # data sets it means anything for

    def applies_to(self, data_set: str) -> bool:
        return not self.only or data_set in self.only


def _limit(info: FieldInfo, kind: type, attribute: str) -> float | None:
    return next((getattr(m, attribute) for m in info.metadata if isinstance(m, kind)), None)


def _described(section: str, name: str, info: FieldInfo) -> Setting:
    choices = get_args(info.annotation) if get_origin(info.annotation) is Literal else ()
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    return Setting(
        section=section,
        name=name,
        title=info.title or name,
        help=info.description or "",
        default=info.default,
        kind=type(info.default),
        choices=choices,
        minimum=_limit(info, annotated_types.Ge, "ge"),
        maximum=_limit(info, annotated_types.Le, "le"),
        first=bool(extra.get("first")),
        only=tuple(cast(list[str], extra.get("only") or [])),
    )


def _all_settings() -> Iterator[Setting]:
    for section, model in (("data", DataConfig), ("model", ModelConfig), ("training", TrainingConfig)):
        for name, info in model.model_fields.items():
            yield _described(section, name, info)


SETTINGS: dict[str, Setting] = {setting.name: setting for setting in _all_settings()}


def _in_its_section(name: str) -> str:
    return f"{SETTINGS[name].section}.{name}" if name in SETTINGS else name


def _sentence(error: Any) -> str:
    field = shortened(".".join(str(part) for part in error["loc"]))
    value, name = shortened(repr(error["input"])), str(error["loc"][-1]) if error["loc"] else ""
    match error["type"]:
        case "extra_forbidden":
            near = difflib.get_close_matches(name, [*SETTINGS, *RunConfig.model_fields], n=1)
            return f"{field}: there is no such setting" + (
                f"; did you mean {_in_its_section(near[0])}?" if near else "."
            )
        case "greater_than_equal":
            return f"{field}: {value} is too small, the smallest value is {error['ctx']['ge']}."
        case "less_than_equal":
            return f"{field}: {value} is too large, the largest value is {error['ctx']['le']}."
        case "value_error":
            return str(error["ctx"]["error"])
        case "literal_error":
            return f"{field}: {value} is not a choice, take one of {error['ctx']['expected']}."
        case "int_parsing" | "int_type" | "int_from_float":
            return f"{field}: {value} is not a whole number."
        case "float_parsing" | "float_type":
            return f"{field}: {value} is not a number."
        case _:
            return f"{field or 'config'}: {value} does not fit: {error['msg'][0].lower()}{error['msg'][1:]}."
