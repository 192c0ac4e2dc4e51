"""Labs that read numbers at every time step, in 32 bits: of a number, bf16 keeps not quite three digits."""

from lstm_core.config import DataConfig, ModelConfig, RunConfig, TrainingConfig
from lstm_core.labs.lab import EpochFigures, Lab, Record

_ALWAYS_ONE = {"accuracy": 0.43, "f1": 0.6014, "confusion_matrix": [[0, 114], [0, 86]]}

SUM_OF_TEN = Lab(
    "sum-of-ten",
    "Is the sum above five?",
    "Ten random numbers, one after the other; is their sum above 5? Six steps of training, as the sheet says.",
    RunConfig(
        data=DataConfig(data_set="sum-of-ten", split="given", validation_share=0.0, test_share=0.2),
        model=ModelConfig(hidden_size=32, pooling="last", dropout=0.0, forget_bias=0.0),
        training=TrainingConfig(
            epochs=6, batch_size=0, learning_rate=0.001, schedule="constant", clip_norm=0.0, precision="fp32"
        ),
    ),
    group="classroom",
    look_for=(
        "Every test row gets the same answer: one column of the confusion matrix is empty.",
        "The loss stays at ln 2 = 0.693, that of a coin. Six updates are too few to leave it.",
        "An F1 of 0.60 looks like skill and is none: always saying “more than 5” gets it too.",
    ),
    theirs=(
        Record(
            "The record",
            (
                EpochFigures(1, training_loss=0.6975, validation_metric=0.43),
                *(EpochFigures(epoch, validation_metric=0.43) for epoch in range(2, 6)),
                EpochFigures(6, training_loss=0.6939, validation_metric=0.43),
            ),
            _ALWAYS_ONE,
        ),
        Record(
            "A second run, 100 epochs",
            (EpochFigures(10, training_loss=0.032186), EpochFigures(100, training_loss=0.012629)),
        ),
    ),
)

SUM_OF_TEN_TUNED = Lab(
    "sum-of-ten-tuned",
    "Sum above five, tuned",
    "The same 800 rows in batches of 64 for 120 epochs: 1,400 small steps instead of six. A second layer reads the first one's sums.",
    RunConfig(
        data=DataConfig(data_set="sum-of-ten", split="given", validation_share=0.05, test_share=0.2),
        model=ModelConfig(hidden_size=32, layers=2, pooling="last", dropout=0.0),
        training=TrainingConfig(epochs=120, batch_size=64, learning_rate=0.01, weight_decay=0.0003, precision="fp32"),
    ),
    group="good practice",
    variant_of="sum-of-ten",
    look_for=(
        "At least 98% on the same 200 rows. What is left are sums next to 5.",
        "A logistic regression on the ten values does as well: order does not matter here.",
    ),
)

DIGITS = Lab(
    "digits",
    "Digits, row by row",
    "Handwritten digits of 8 by 8 pixels, read row by row from the top. Ten classes, no picture network.",
    RunConfig(
        data=DataConfig(data_set="digits", validation_share=0.1, test_share=0.2),
        model=ModelConfig(hidden_size=64, pooling="last", dropout=0.2),
        training=TrainingConfig(epochs=30, batch_size=32, learning_rate=0.005, precision="fp32"),
    ),
    look_for=("Which digits are mistaken for which? A late stroke changes an 8 into a 9.",),
)

CLASSROOM = (SUM_OF_TEN, SUM_OF_TEN_TUNED)
MORE = (DIGITS,)
