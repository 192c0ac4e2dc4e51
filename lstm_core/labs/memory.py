"""Labs that ask for what was shown long ago: what the LSTM was invented for."""

from lstm_core.config import DataConfig, ModelConfig, RunConfig, TrainingConfig
from lstm_core.labs.lab import Lab

ADDING = Lab(
    "adding",
    "Adding problem",
    "A hundred random numbers, two of them marked: what is their sum? The first must be kept until the end.",
    RunConfig(
        data=DataConfig(data_set="adding", examples=20_000, length=100, validation_share=0.05, test_share=0.05),
        model=ModelConfig(hidden_size=64, pooling="last", dropout=0.0),
        training=TrainingConfig(epochs=4, batch_size=32, learning_rate=0.005),
    ),
    look_for=(
        "The squared error rests at 0.167, that of always saying 1, and then falls all at once: the memory was found.",
        "Below 0.01 counts as solved. The LSTM of 1997 took 74,000 sequences to get there; here are 72,000.",
        "Take the RNN cell instead: it stays where it started.",
    ),
)

COPY_MEMORY = Lab(
    "copy-memory",
    "Copy memory",
    "Ten symbols, thirty blanks, then they are to be repeated in order. Whoever forgets can only guess.",
    RunConfig(
        data=DataConfig(data_set="copy-memory", examples=10_000, length=30, validation_share=0.05, test_share=0.1),
        model=ModelConfig(embedding_size=16, hidden_size=128, pooling="last", dropout=0.0),
        training=TrainingConfig(epochs=20, batch_size=64, learning_rate=0.01),
    ),
    look_for=(
        "Guessing is right one time in eight (12.5 %), with a loss of ln 8 = 2.08. The first symbols go up first.",
    ),
)

DELAYED_RECALL = Lab(
    "delayed-recall",
    "Delayed recall",
    "One symbol, a hundred steps of distraction, then the question which it was.",
    RunConfig(
        data=DataConfig(data_set="delayed-recall", examples=6_000, length=100),
        model=ModelConfig(embedding_size=8, hidden_size=32, pooling="last", dropout=0.0),
        training=TrainingConfig(epochs=10, batch_size=32, learning_rate=0.01),
    ),
    look_for=("The accuracy rests at one in four and then jumps: the gate has learned to keep the first symbol.",),
)

LABS = (ADDING, COPY_MEMORY, DELAYED_RECALL)
