"""The configuration of a run. Title, help, limits and default of every setting are said here and nowhere else."""

import difflib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self, get_args, get_origin

import annotated_types
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo

from lstm_core.errors import ConfigError

DataSetName = Literal["toy-reviews", "imdb"]
Cell = Literal["lstm", "gru", "rnn"]
Pooling = Literal["last", "mean", "max", "mean+max", "attention"]
Initialisation = Literal["default", "orthogonal"]
Optimizer = Literal["adam", "adamw", "sgd", "rmsprop"]
Schedule = Literal["constant", "one-cycle", "cosine", "plateau"]
Device = Literal["auto", "cpu", "cuda"]
Precision = Literal["auto", "fp32", "bf16"]


def _setting(
    default: Any, title: str, help: str, *, first: bool = False, ge: float | None = None, le: float | None = None
) -> Any:
    return Field(default, title=title, description=help, json_schema_extra={"first": first}, ge=ge, le=le)


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class DataConfig(_Section):
    """Which texts, how many, how they are split and how much of each the model reads."""

    data_set: DataSetName = _setting("toy-reviews", "Data set", "The texts to learn from.", first=True)
    examples: int = _setting(
        6_000, "Examples", "At most this many texts are used. More texts train longer and better.", ge=100, le=200_000
    )
    vocabulary_size: int = _setting(
        30_000,
        "Vocabulary",
        "The most frequent words that get an id of their own, padding and the unknown word included. A larger one knows rarer words.",
        ge=10,
        le=200_000,
    )
    sequence_length: int = _setting(
        400,
        "Longest text",
        "Words the model reads of a text. A larger value reads more and trains longer.",
        ge=2,
        le=2_000,
    )
    keep: Literal["last", "first"] = _setting(
        "last", "Part that is read", "Which words of a longer text are read. Reviews tend to judge at their end."
    )
    validation_share: float = _setting(
        0.05,
        "Validation part",
        "Share of the texts that watches the training. A larger one gives a steadier curve.",
        ge=0.01,
        le=0.4,
    )
    test_share: float = _setting(
        0.2,
        "Test part",
        "Share of the texts kept for the report, never looked at before. A larger one gives a surer figure.",
        ge=0.05,
        le=0.4,
    )
    split_seed: int = _setting(
        42, "Split seed", "Another number puts other texts into the three parts.", ge=0, le=2**31 - 1
    )


class ModelConfig(_Section):
    """Embedding -> LSTM -> pooling -> dropout -> head."""

    embedding_size: int = _setting(
        64,
        "Embedding size",
        "Numbers that stand for one word. More can tell finer shades and learn by heart more easily.",
        first=True,
        ge=1,
        le=1_024,
    )
    hidden_size: int = _setting(
        64,
        "Hidden size",
        "Memory cells of a layer. More can remember more, and train longer.",
        first=True,
        ge=1,
        le=1_024,
    )
    cell: Cell = _setting(
        "lstm",
        "Cell",
        "LSTM: a memory behind three gates. GRU: two gates, no separate memory. RNN: neither, so it forgets within a few words.",
    )
    layers: int = _setting(
        1,
        "Layers",
        "Recurrent layers stacked on top of each other. More find more abstract patterns, slowly.",
        ge=1,
        le=4,
    )
    directions: Literal[1, 2] = _setting(
        1, "Directions", "1 reads from the first word to the last, 2 also from the last to the first (twice the work)."
    )
    pooling: Pooling = _setting(
        "mean+max",
        "Pooling",
        "What is handed on of all time steps: the last, their mean, their maximum, both, or a learned weighted mean (attention).",
    )
    dropout: float = _setting(
        0.3,
        "Dropout",
        "Share of the pooled values silenced at random while training. More learns less by heart.",
        ge=0.0,
        le=0.9,
    )
    embedding_dropout: float = _setting(
        0.0,
        "Embedding dropout",
        "Share of the embeddings' values silenced at random while training. More learns less by heart.",
        ge=0.0,
        le=0.9,
    )
    word_dropout: float = _setting(
        0.0,
        "Word dropout",
        "Share of the words replaced by the unknown word while training. More leans less on single words.",
        ge=0.0,
        le=0.9,
    )
    layer_dropout: float = _setting(
        0.0,
        "Dropout between layers",
        "Share of the values between stacked layers silenced while training. More learns less by heart.",
        ge=0.0,
        le=0.9,
    )
    recurrent_dropout: float = _setting(
        0.0,
        "Recurrent dropout",
        "Share of the hidden values silenced for a whole text. More learns less by heart; any at all trains slower.",
        ge=0.0,
        le=0.9,
    )
    forget_bias: float = _setting(
        1.0,
        "Forget bias",
        "Where the forget gate starts. A larger one remembers longer from the first step on.",
        ge=-5.0,
        le=5.0,
    )
    initialisation: Initialisation = _setting(
        "default",
        "Initialisation",
        "Starting weights: PyTorch's default, or recurrent weights that are rotations: they neither grow nor fade what they carry.",
    )


class TrainingConfig(_Section):
    """How the weights are found."""

    epochs: int = _setting(
        6,
        "Epochs",
        "How often every training text is seen. More learns longer, then by heart.",
        first=True,
        ge=1,
        le=500,
    )
    batch_size: int = _setting(
        32,
        "Batch size",
        "Texts averaged into one step. A larger one makes faster, fewer and smoother steps.",
        first=True,
        ge=1,
        le=4_096,
    )
    learning_rate: float = _setting(
        0.01,
        "Learning rate",
        "Length of a step. A larger one learns sooner, until it overshoots.",
        first=True,
        ge=1e-6,
        le=1.0,
    )
    optimizer: Optimizer = _setting(
        "adam",
        "Optimizer",
        "How a gradient becomes a step. Adam adapts the step of every weight; SGD takes it as it is, with momentum.",
    )
    schedule: Schedule = _setting(
        "one-cycle",
        "Schedule",
        "Constant keeps the learning rate; one-cycle raises it to its value, then lowers it to almost nothing; cosine only lowers it; "
        "plateau divides it by ten when the validation loss no longer falls.",
    )
    momentum: float = _setting(
        0.9,
        "Momentum",
        "Share of the last step that SGD and RMSprop take along. A larger one goes on longer.",
        ge=0.0,
        le=0.99,
    )
    weight_decay: float = _setting(
        0.0,
        "Weight decay",
        "How strongly weights are pulled towards 0. A larger one keeps them smaller.",
        ge=0.0,
        le=1.0,
    )
    clip_norm: float = _setting(
        1.0,
        "Gradient clipping",
        "Longest gradient allowed; longer ones are shortened. 0 switches it off, a larger one clips less.",
        ge=0.0,
        le=1_000.0,
    )
    patience: int = _setting(
        0,
        "Early stopping",
        "Epochs without a lower validation loss after which training ends and the best weights come back. 0 switches it off.",
        ge=0,
        le=500,
    )
    weight_averaging: float = _setting(
        0.0,
        "Weight averaging",
        "Share of the running average kept at every step; the average is what remains. 0 switches it off, a larger one averages longer.",
        ge=0.0,
        le=0.9999,
    )
    device: Device = _setting("auto", "Device", "Where it trains. Auto takes CUDA where there is one.")
    precision: Precision = _setting(
        "auto", "Precision", "Numbers of 32 or 16 bits. Auto takes bf16 where the hardware is made for it."
    )
    seed: int = _setting(
        0, "Seed", "Another number gives other starting weights and another order of the texts.", ge=0, le=2**31 - 1
    )


class RunConfig(_Section):
    """Everything that decides what a run computes.

    Source of the defaults: `lstm_core.labs`, chosen on validation parts only.
    """

    data: DataConfig = DataConfig()
    model: ModelConfig = ModelConfig()
    training: TrainingConfig = TrainingConfig()

    @classmethod
    def parse(cls, values: Mapping[str, Any]) -> Self:
        """The config of nested plain values, `{"training": {"epochs": 3}}`.

        Raises ConfigError: a sentence naming each refused field, its value and its limit.
        """
        try:
            return cls.model_validate(values)
        except ValidationError as refusal:
            raise ConfigError(" ".join(_sentence(error) for error in refusal.errors())) from None

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
    )


def _all_settings() -> Iterator[Setting]:
    for section, model in (("data", DataConfig), ("model", ModelConfig), ("training", TrainingConfig)):
        for name, info in model.model_fields.items():
            yield _described(section, name, info)


SETTINGS: dict[str, Setting] = {setting.name: setting for setting in _all_settings()}


def _sentence(error: Any) -> str:
    field = ".".join(str(part) for part in error["loc"])
    value, name = error["input"], str(error["loc"][-1]) if error["loc"] else ""
    match error["type"]:
        case "extra_forbidden":
            near = difflib.get_close_matches(name, [*SETTINGS, *RunConfig.model_fields], n=1)
            return f"{field}: there is no such setting" + (f"; did you mean {near[0]}?" if near else ".")
        case "greater_than_equal":
            return f"{field}: {value!r} is too small, the smallest value is {error['ctx']['ge']}."
        case "less_than_equal":
            return f"{field}: {value!r} is too large, the largest value is {error['ctx']['le']}."
        case "literal_error":
            return f"{field}: {value!r} is not a choice, take one of {error['ctx']['expected']}."
        case _:
            return f"{field or 'config'}: {value!r} does not fit: {error['msg'][0].lower()}{error['msg'][1:]}."
