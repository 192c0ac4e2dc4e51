"""The three parts of a run's configuration. Title, help, limits and default of every setting are said here and nowhere else."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

DataSetName = Literal[
    "toy-reviews",
    "imdb",
    "sum-of-ten",
    "digits",
    "adding",
    "copy-memory",
    "delayed-recall",
    "sine",
    "sunspots",
    "co2",
    "own-texts",
    "own-series",
]
TEXTS = ("toy-reviews", "imdb", "own-texts")  # read word by word, one answer a text
SYMBOLS = ("copy-memory", "delayed-recall")  # symbols to be remembered
NUMBERS = ("sum-of-ten", "digits", "adding")  # numbers at every time step, one answer a sequence
SERIES = ("sine", "sunspots", "co2", "own-series")  # one long sequence whose next values are wanted
_OF_ANY_LENGTH = ("adding", *SYMBOLS)
Cell = Literal["lstm", "gru", "rnn"]
Pooling = Literal["last", "mean", "max", "mean+max", "attention"]
Initialisation = Literal["default", "orthogonal"]
Optimizer = Literal["adam", "adamw", "sgd", "rmsprop"]
Schedule = Literal["constant", "one-cycle", "cosine", "plateau"]
Device = Literal["auto", "cpu", "cuda"]
Precision = Literal["auto", "fp32", "bf16"]


def _setting(
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


class DataConfig(Section):
    """Which sequences, how many, how they are split and how much of each the model reads."""

    data_set: DataSetName = _setting("toy-reviews", "Data set", "What to learn from.", first=True)
    file: str = _setting(
        "",
        "File",
        "Which of your own files, by the hash of its content.",
        only=("own-texts", "own-series"),
        pattern=r"^([0-9a-f]{32}\.csv)?$",
    )
    examples: int = _setting(
        6_000,
        "Examples",
        "At most this many sequences are used. More train longer and better.",
        only=(*TEXTS, *_OF_ANY_LENGTH),
        ge=100,
        le=200_000,
    )
    length: int = _setting(
        100,
        "Length",
        "Time steps through which something is to be remembered. More are harder.",
        only=_OF_ANY_LENGTH,
        ge=10,
        le=2_000,
    )
    tokenizer: Literal["words", "keras"] = _setting(
        "words",
        "Tokenizer",
        "What a word is. “keras” does as the classroom notebooks: line breaks become the word br, and words are counted in all texts, "
        "those of the test part included.",
        only=TEXTS,
    )
    vocabulary_size: int = _setting(
        30_000,
        "Vocabulary",
        "The most frequent words that get an id of their own, padding and the unknown word included. A larger one knows rarer words.",
        only=TEXTS,
        ge=10,
        le=200_000,
    )
    sequence_length: int = _setting(
        400,
        "Longest text",
        "Words the model reads of a text. A larger value reads more and trains longer.",
        only=TEXTS,
        ge=2,
        le=2_000,
    )
    keep: Literal["last", "first"] = _setting(
        "last",
        "Part that is read",
        "Which words of a longer text are read. Reviews tend to judge at their end.",
        only=TEXTS,
    )
    padding: Literal["end", "front"] = _setting(
        "end",
        "Padding",
        "“end” fills up short texts where the model never looks; “front” fills all to the longest text and has the model read that, as "
        "Keras does.",
        only=TEXTS,
    )
    window: int = _setting(
        50,
        "Window",
        "Past values the model reads before each forecast. More reach further back and train longer.",
        only=SERIES,
        ge=2,
        le=2_000,
    )
    horizon: int = _setting(
        1,
        "Horizon",
        "Future values that are forecast at once. More are harder the further away they are.",
        only=SERIES,
        ge=1,
        le=200,
    )
    scaling: Literal["standard", "none"] = _setting(
        "standard",
        "Scaling",
        "“standard” gives the training part mean 0 and standard deviation 1 and everything else the same shift; “none” leaves values as "
        "they are.",
        only=SERIES,
    )
    split: Literal["shuffled", "given"] = _setting(
        "shuffled",
        "Split",
        "“given” keeps the test part a data set comes with, where it has one; “shuffled” draws it by the split seed.",
        only=("imdb", "sum-of-ten"),
    )
    validation_share: float = _setting(
        0.05,
        "Validation part",
        "Share that watches the training. A larger one gives a steadier curve. With 0 the test part watches, as in the classroom "
        "notebooks; then nothing may be chosen by it.",
        ge=0.0,
        le=0.4,
    )
    test_share: float = _setting(
        0.2,
        "Test part",
        "Share kept for the report, never looked at before. A larger one gives a surer figure.",
        ge=0.01,
        le=0.5,
    )
    split_seed: int = _setting(
        42,
        "Split seed",
        "Another number draws other sequences and puts them into other parts.",
        only=(*TEXTS, *SYMBOLS, *NUMBERS),
        ge=0,
        le=2**31 - 1,
    )


class ModelConfig(Section):
    """Embedding -> LSTM -> pooling -> dropout -> head."""

    embedding_size: int = _setting(
        64,
        "Embedding size",
        "Numbers that stand for one word. More can tell finer shades and learn by heart more easily.",
        first=True,
        only=(*TEXTS, *SYMBOLS),
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
        only=(*TEXTS, *SYMBOLS),
        ge=0.0,
        le=0.9,
    )
    word_dropout: float = _setting(
        0.0,
        "Word dropout",
        "Share of the words replaced by the unknown word while training. More leans less on single words.",
        only=TEXTS,
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


class TrainingConfig(Section):
    """How the weights are found."""

    epochs: int = _setting(
        6,
        "Epochs",
        "How often every training sequence is seen. More learns longer, then by heart.",
        first=True,
        ge=1,
        le=500,
    )
    batch_size: int = _setting(
        32,
        "Batch size",
        "Sequences averaged into one step. A larger one makes faster, fewer and smoother steps. 0 takes all at once.",
        first=True,
        ge=0,
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
        0, "Seed", "Another number gives other starting weights and another order of the sequences.", ge=0, le=2**31 - 1
    )
