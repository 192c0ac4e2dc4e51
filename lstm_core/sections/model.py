"""Settings of the network."""

from typing import Literal

from lstm_core.sections.kinds import SYMBOLS, TEXTS
from lstm_core.sections.setting import Section, setting

Cell = Literal["lstm", "gru", "rnn"]
Pooling = Literal["last", "mean", "max", "mean+max", "attention"]
Initialisation = Literal["default", "orthogonal", "keras", "chrono"]


class ModelConfig(Section):
    """Embedding -> LSTM -> pooling -> dropout -> head."""

    embedding_size: int = setting(
        64,
        "Embedding size",
        "Numbers that stand for one word. More can tell finer shades and learn by heart more easily.",
        first=True,
        only=(*TEXTS, *SYMBOLS),
        ge=1,
        le=1_024,
    )
    hidden_size: int = setting(
        64,
        "Hidden size",
        "Memory cells of a layer. More can remember more, and train longer.",
        first=True,
        ge=1,
        le=1_024,
    )
    embedding_scale: float = setting(
        1.0,
        "Embedding start",
        "How far apart the embeddings lie at the start (their standard deviation). A smaller one lets them move sooner.",
        only=(*TEXTS, *SYMBOLS),
        ge=0.001,
        le=10.0,
    )
    naive_bayes_start: float = setting(
        0.0,
        "Start from word counts",
        "How strongly words begin apart by how much more often one class uses them (naive Bayes). 0 starts at random, a larger one "
        "learns sooner.",
        only=TEXTS,
        ge=0.0,
        le=10.0,
    )
    region_length: int = setting(
        0,
        "Words of a region",
        "A text is cut into equal regions of at most so many words, read side by side and pooled together. Larger ones see further "
        "and train longer; 0 reads every text as a whole.",
        only=TEXTS,
        ge=0,
        le=2_000,
    )
    ngrams: int = setting(
        0,
        "Words side by side",
        "A linear model of single words (1), pairs (2) or triples (3) answers beside the LSTM; how much each counts is fitted on the "
        "validation part. More know more phrases and take longer; 0 leaves the LSTM alone. For two classes.",
        only=TEXTS,
        ge=0,
        le=3,
    )
    cell: Cell = setting(
        "lstm",
        "Cell",
        "LSTM: a memory behind three gates. GRU: two gates, no separate memory. RNN: neither, so it forgets within a few words.",
    )
    layers: int = setting(
        1,
        "Layers",
        "Recurrent layers stacked on top of each other. More find more abstract patterns, slowly.",
        ge=1,
        le=4,
    )
    directions: Literal[1, 2] = setting(
        1, "Directions", "1 reads from the first word to the last, 2 also from the last to the first (twice the work)."
    )
    pooling: Pooling = setting(
        "mean+max",
        "Pooling",
        "What is handed on of all time steps: the last, their mean, their maximum, both, or a learned weighted mean (attention).",
    )
    dropout: float = setting(
        0.3,
        "Dropout",
        "Share of the pooled values silenced at random while training. More learns less by heart.",
        ge=0.0,
        le=0.9,
    )
    embedding_dropout: float = setting(
        0.0,
        "Embedding dropout",
        "Share of the embeddings' values silenced for a whole text, or a whole region of it, while training. More learns less by heart.",
        only=(*TEXTS, *SYMBOLS),
        ge=0.0,
        le=0.9,
    )
    word_dropout: float = setting(
        0.0,
        "Word dropout",
        "Share of the words replaced by the unknown word while training. More leans less on single words.",
        only=TEXTS,
        ge=0.0,
        le=0.9,
    )
    layer_dropout: float = setting(
        0.0,
        "Dropout between layers",
        "Share of the values between stacked layers silenced while training. More learns less by heart.",
        ge=0.0,
        le=0.9,
    )
    recurrent_dropout: float = setting(
        0.0,
        "Recurrent dropout",
        "Share of the hidden values silenced for a whole text. More learns less by heart; any at all trains slower.",
        ge=0.0,
        le=0.9,
    )
    forget_bias: float = setting(
        1.0,
        "Forget bias",
        "Where the forget gate starts. A larger one remembers longer from the first step on.",
        ge=-5.0,
        le=5.0,
    )
    initialisation: Initialisation = setting(
        "default",
        "Initialisation",
        "Starting weights: PyTorch's default; “orthogonal”, rotations between time steps, which neither grow nor fade what they carry; "
        "“keras”, its layers' own, one rotation shared by all gates, so that each starts gently; “chrono”, gates that keep a memory for "
        "up to e^(forget bias) steps from the start (4: 55 steps, 5: 148), in LSTM and GRU.",
    )
