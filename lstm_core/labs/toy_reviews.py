"""Labs on the toy reviews: no download, trained in seconds."""

from lstm_core.config import DataConfig, ModelConfig, RunConfig, TrainingConfig
from lstm_core.labs.lab import EpochFigures, Lab, Record

TOY_REVIEWS = Lab(
    "toy-reviews",
    "Toy reviews",
    "Short made-up reviews in which the order of the words decides: “not bad at all”, “I expected a masterpiece, but …”. "
    "No download, trained in seconds.",
    RunConfig(),
)

_LOSSES = (0.6780, 0.6076, 0.4405, 0.3242, 0.2394, 0.1846, 0.1322, 0.1048, 0.0818, 0.0697)
_ACCURACIES = (0.561, 0.659, 0.813, 0.811, 0.919, 0.943, 0.961, 0.966, 0.980, 0.981)

TOKEN_SEQUENCES = Lab(
    "token-sequences",
    "Classify token sequences",
    "Embedding, LSTM, one layer on top: 800 short reviews to learn from, ten epochs, 200 to be tested on.",
    RunConfig(
        data=DataConfig(data_set="toy-reviews", examples=1_000, validation_share=0.0, test_share=0.2),
        model=ModelConfig(embedding_size=64, hidden_size=64, pooling="last", dropout=0.0, forget_bias=0.0),
        training=TrainingConfig(epochs=10, batch_size=16, learning_rate=0.003, schedule="constant", clip_norm=0.0),
    ),
    group="classroom",
    look_for=(
        "The training loss goes to almost nothing; on the test part a few mistakes remain. With 800 examples, some of it is learned "
        "by heart.",
        "Theirs were 800 sequences too, of a data set the record does not name; ours are toy reviews.",
    ),
    theirs=(
        Record(
            "The record",
            tuple(
                EpochFigures(epoch, training_loss=loss, training_metric=accuracy)
                for epoch, (loss, accuracy) in enumerate(zip(_LOSSES, _ACCURACIES, strict=True), 1)
            ),
            {"accuracy": 0.8595},
        ),
    ),
)

TOKEN_SEQUENCES_TUNED = Lab(
    "token-sequences-tuned",
    "Token sequences, tuned",
    "The same 1,000 reviews; now every word counts (mean and maximum over time), dropout hinders learning by heart, and the "
    "learning rate rises and falls.",
    RunConfig(
        data=DataConfig(data_set="toy-reviews", examples=1_000, validation_share=0.05, test_share=0.2),
        model=ModelConfig(embedding_size=64, hidden_size=64, pooling="mean+max", dropout=0.3),
        training=TrainingConfig(epochs=20, batch_size=16, learning_rate=0.01),
    ),
    group="good practice",
    variant_of="token-sequences",
    look_for=("The gap between the training and the validation curve: smaller than with the classroom settings.",),
)

GAP = Lab(
    "toy-reviews-gap",
    "Who remembers sixty words?",
    "Toy reviews that judge first and then talk of other things for sixty words. Only what is still remembered at the end counts.",
    RunConfig(
        data=DataConfig(data_set="toy-reviews", gap=60, validation_share=0.1),
        model=ModelConfig(
            embedding_size=32, hidden_size=32, pooling="last", dropout=0.0, forget_bias=4.5, initialisation="chrono"
        ),
        training=TrainingConfig(epochs=8, batch_size=64, learning_rate=0.008),
    ),
    look_for=(
        "The last sixty words say nothing about the verdict: who has forgotten the beginning is right one time in two.",
        "LSTM and GRU stay at chance for an epoch, find the memory and go to nearly 100%. The RNN stays where it started.",
        "Set the initialisation to “default”: with gates half closed the LSTM forgets as well. Having a memory is not yet using it.",
    ),
)

LABS = (TOY_REVIEWS, TOKEN_SEQUENCES, TOKEN_SEQUENCES_TUNED, GAP)
