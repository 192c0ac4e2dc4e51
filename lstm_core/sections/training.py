"""Settings of the training."""

from typing import Literal

from lstm_core.sections.setting import Section, setting

Optimizer = Literal["adam", "adamw", "sgd", "rmsprop"]
Schedule = Literal["constant", "one-cycle", "cosine", "plateau"]
Device = Literal["auto", "cpu", "cuda"]
Precision = Literal["auto", "fp32", "bf16"]


class TrainingConfig(Section):
    """How the weights are found."""

    epochs: int = setting(
        6,
        "Epochs",
        "How often every training sequence is seen. More learns longer, then by heart.",
        first=True,
        ge=1,
        le=500,
    )
    batch_size: int = setting(
        32,
        "Batch size",
        "Sequences averaged into one step. A larger one makes faster, fewer and smoother steps. 0 takes all at once.",
        first=True,
        ge=0,
        le=4_096,
    )
    learning_rate: float = setting(
        0.01,
        "Learning rate",
        "Length of a step. A larger one learns sooner, until it overshoots.",
        first=True,
        ge=1e-6,
        le=1.0,
    )
    optimizer: Optimizer = setting(
        "adam",
        "Optimizer",
        "How a gradient becomes a step. Adam adapts the step of every weight; SGD takes it as it is, with momentum.",
    )
    schedule: Schedule = setting(
        "one-cycle",
        "Schedule",
        "Constant keeps the learning rate; one-cycle raises it to its value, then lowers it to almost nothing; cosine only lowers it; "
        "plateau divides it by ten when the validation loss no longer falls.",
    )
    momentum: float = setting(
        0.9,
        "Momentum",
        "Share of the last step that SGD and RMSprop take along. A larger one goes on longer.",
        ge=0.0,
        le=0.99,
    )
    beta2: float = setting(
        0.999,
        "Memory of gradient sizes",
        "Share of Adam's running mean of squared gradients kept at every step (beta 2). A smaller one adapts its steps sooner.",
        ge=0.0,
        le=0.99999,
    )
    weight_decay: float = setting(
        0.0,
        "Weight decay",
        "How strongly weights are pulled towards 0. A larger one keeps them smaller.",
        ge=0.0,
        le=1.0,
    )
    clip_norm: float = setting(
        1.0,
        "Gradient clipping",
        "Longest gradient allowed; longer ones are shortened. 0 switches it off, a larger one clips less.",
        ge=0.0,
        le=1_000.0,
    )
    patience: int = setting(
        0,
        "Early stopping",
        "Epochs without a lower validation loss after which training ends and the best weights come back. 0 switches it off.",
        ge=0,
        le=500,
    )
    weight_averaging: float = setting(
        0.0,
        "Weight averaging",
        "Share of the running average kept at every step; the average is what remains. 0 switches it off, a larger one averages longer.",
        ge=0.0,
        le=0.9999,
    )
    average_last: float = setting(
        0.0,
        "Average of the last steps",
        "Share of the steps, counted from the end, whose weights are averaged; the average is what remains. 0 averages none unless "
        "weight averaging is on, a larger one averages longer.",
        ge=0.0,
        le=1.0,
    )
    device: Device = setting("auto", "Device", "Where it trains. Auto takes CUDA where there is one.")
    precision: Precision = setting(
        "auto", "Precision", "Numbers of 32 or 16 bits. Auto takes bf16 where the hardware is made for it."
    )
    seed: int = setting(
        0, "Seed", "Another number gives other starting weights and another order of the sequences.", ge=0, le=2**31 - 1
    )
