"""Settings of the data."""

from typing import Literal

from lstm_core.sections.kinds import NUMBERS, OF_ANY_LENGTH, SERIES, SYMBOLS, TEXTS, DataSetName
from lstm_core.sections.setting import Section, setting


class DataConfig(Section):
    """Which sequences, how many, how they are split and how much of each the model reads."""

    data_set: DataSetName = setting("toy-reviews", "Data set", "What to learn from.", first=True)
    file: str = setting(
        "",
        "File",
        "Which of your own files, by the hash of its content.",
        only=("own-texts", "own-series"),
        pattern=r"^([0-9a-f]{32}\.parquet)?$",
    )
    examples: int = setting(
        6_000,
        "Examples",
        "At most this many sequences are used. More train longer and better.",
        only=(*TEXTS, *OF_ANY_LENGTH),
        ge=100,
        le=200_000,
    )
    length: int = setting(
        100,
        "Length",
        "Time steps through which something is to be remembered. More are harder.",
        only=OF_ANY_LENGTH,
        ge=10,
        le=1_000,
    )
    gap: int = setting(
        0,
        "Gap",
        "Words between the verdict of a review and its end, all of them beside the point. More must be remembered through.",
        only=("toy-reviews",),
        ge=0,
        le=500,
    )
    tokenizer: Literal["words", "keras"] = setting(
        "words",
        "Tokenizer",
        "What a word is. “keras” does as the classroom notebooks: line breaks become the word br, and words are counted in all texts, "
        "those of the test part included.",
        only=TEXTS,
    )
    vocabulary_size: int = setting(
        30_000,
        "Vocabulary",
        "The most frequent words that get an id of their own, padding and the unknown word included. A larger one knows rarer words.",
        only=TEXTS,
        ge=10,
        le=200_000,
    )
    sequence_length: int = setting(
        400,
        "Longest text",
        "Words the model reads of a text. A larger value reads more and trains longer.",
        only=TEXTS,
        ge=2,
        le=2_000,
    )
    keep: Literal["last", "first"] = setting(
        "last",
        "Part that is read",
        "Which words of a longer text are read. Reviews tend to judge at their end.",
        only=TEXTS,
    )
    padding: Literal["end", "front"] = setting(
        "end",
        "Padding",
        "“end” fills up short texts where the model never looks; “front” fills all to the longest text and has the model read that, as "
        "Keras does.",
        only=TEXTS,
    )
    window: int = setting(
        50,
        "Window",
        "Past values the model reads before each forecast. More reach further back and train longer.",
        only=SERIES,
        ge=2,
        le=2_000,
    )
    horizon: int = setting(
        1,
        "Horizon",
        "Future values that are forecast at once. More are harder the further away they are.",
        only=SERIES,
        ge=1,
        le=200,
    )
    scaling: Literal["standard", "differences", "none"] = setting(
        "standard",
        "Scaling",
        "“standard” gives the training part mean 0 and standard deviation 1 and everything else the same shift; “differences” does so with "
        "the steps from one value to the next, for a series that rises or falls beyond what was seen; “none” leaves values as they are.",
        only=SERIES,
    )
    split: Literal["shuffled", "given"] = setting(
        "shuffled",
        "Split",
        "“given” keeps the test part a data set comes with, where it has one; “shuffled” draws it by the split seed.",
        only=("imdb", "sum-of-ten", "own-texts"),
    )
    validation_share: float = setting(
        0.05,
        "Validation part",
        "Share that watches the training. A larger one gives a steadier curve. With 0 the test part watches, as in the classroom "
        "notebooks; then nothing may be chosen by it.",
        ge=0.0,
        le=0.4,
    )
    test_share: float = setting(
        0.2,
        "Test part",
        "Share kept for the report, never looked at before. A larger one gives a surer figure.",
        ge=0.01,
        le=0.5,
    )
    split_seed: int = setting(
        42,
        "Split seed",
        "Another number draws other sequences and puts them into other parts.",
        only=(*TEXTS, *SYMBOLS, *NUMBERS),
        ge=0,
        le=2**31 - 1,
    )
