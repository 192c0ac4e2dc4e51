"""Labs that ask for what was shown long ago: what the LSTM was invented for."""

from lstm_core.config import DataConfig, ModelConfig, RunConfig, TrainingConfig
from lstm_core.labs.lab import Lab

ADDING = Lab(
    "adding",
    "Adding problem",
    "A hundred random numbers, two of them marked: what is their sum? The first must be kept until the end.",
    RunConfig(
        data=DataConfig(data_set="adding", examples=20_000, length=100, validation_share=0.05, test_share=0.05),
        model=ModelConfig(hidden_size=64, pooling="last", dropout=0.0, forget_bias=4.6, initialisation="chrono"),
        training=TrainingConfig(epochs=4, batch_size=32, learning_rate=0.01, precision="fp32"),
    ),
    look_for=(
        "The squared error rests at 0.04, that of always saying 0.5, and then falls all at once: the memory was found.",
        "Below 0.01 counts as solved. The LSTM of 1997 took 74,000 sequences to get there; this one is shown 72,000 in all.",
        "The gates start so that a memory lasts up to a hundred steps (initialisation “chrono”). With “default” some seeds find nothing.",
        "Take the RNN cell instead: it stays where it started.",
    ),
)

COPY_MEMORY = Lab(
    "copy-memory",
    "Copy memory",
    "Ten symbols, thirty blanks, then they are to be repeated in order. Whoever forgets can only guess.",
    RunConfig(
        data=DataConfig(data_set="copy-memory", examples=10_000, length=30, validation_share=0.05, test_share=0.1),
        model=ModelConfig(embedding_size=16, hidden_size=128, pooling="last", dropout=0.0, forget_bias=4.0),
        training=TrainingConfig(epochs=8, batch_size=64, learning_rate=0.01),
    ),
    look_for=(
        "Guessing is right one time in eight (12.5%), with a loss of ln 8 = 2.08. The first symbols go up first.",
    ),
)

DELAYED_RECALL = Lab(
    "delayed-recall",
    "Delayed recall",
    "One symbol, a hundred steps of distraction, then the question which it was.",
    RunConfig(
        data=DataConfig(data_set="delayed-recall", examples=6_000, length=100),
        model=ModelConfig(
            embedding_size=8,
            hidden_size=64,
            pooling="last",
            dropout=0.0,
            forget_bias=4.6,
            initialisation="chrono",
        ),
        training=TrainingConfig(epochs=10, batch_size=32, learning_rate=0.005),
    ),
    look_for=(
        "The accuracy rests at one in four and then jumps: the gate has learned to keep the first symbol.",
        "The forget gates start almost open, so that what enters first can last a hundred steps. Set the forget bias to 1 and it is lost.",
    ),
)

LABS = (ADDING, COPY_MEMORY, DELAYED_RECALL)
