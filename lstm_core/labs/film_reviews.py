"""Labs on IMDB: 50,000 film reviews, positive or negative."""

from lstm_core.config import DataConfig, ModelConfig, RunConfig, TrainingConfig
from lstm_core.labs.lab import EpochFigures, Lab, Record

_EVERY_REVIEW = 50_000

IMDB = Lab(
    "imdb",
    "IMDB film reviews",
    "50,000 real film reviews, half of them praise. One pass over them is enough for about nine right answers in ten.",
    RunConfig(
        data=DataConfig(data_set="imdb", examples=_EVERY_REVIEW),
        model=ModelConfig(embedding_size=64, hidden_size=64),
        training=TrainingConfig(epochs=1, batch_size=64, learning_rate=0.015),
    ),
)

KERAS = Lab(
    "imdb-keras",
    "IMDB with Keras settings",
    "Half of the film reviews to learn from, half to be tested on; the last 200 words, dropout on the input and between time steps.",
    RunConfig(
        data=DataConfig(
            data_set="imdb",
            examples=_EVERY_REVIEW,
            tokenizer="keras",
            vocabulary_size=10_000,
            sequence_length=200,
            keep="last",
            padding="front",
            split="given",
            validation_share=0.1,  # 20% of the training half
            test_share=0.5,
        ),
        model=ModelConfig(
            embedding_size=128,
            embedding_scale=0.029,  # Keras draws them evenly from -0.05 to 0.05
            hidden_size=128,
            pooling="last",
            dropout=0.0,
            embedding_dropout=0.2,
            recurrent_dropout=0.2,
            forget_bias=1.0,
            initialisation="keras",  # which it does unasked, like the forget bias
        ),
        training=TrainingConfig(epochs=5, batch_size=64, learning_rate=0.001, schedule="constant", clip_norm=0.0),
    ),
    group="classroom",
    look_for=(
        "Training goes from 70 to 93% while the validation part stays at 85: three epochs that bring nothing new.",
        "The recurrent dropout silences the same hidden values at every time step of a review, and costs most of the time.",
        "Theirs is the official split into two halves; ours too where that folder is given, else the halves are drawn by seed.",
    ),
    theirs=(
        Record(
            "The record",
            (
                EpochFigures(1, 0.5653, 0.6963, 0.3865, 0.8452),
                EpochFigures(2, validation_metric=0.8556),
                EpochFigures(3, validation_metric=0.8488),
                EpochFigures(4, validation_metric=0.8410),
                EpochFigures(5, 0.1808, 0.9335, 0.3769, 0.8434),
            ),
            {"accuracy": 0.8469, "loss": 0.3827},
            seconds_per_epoch=(118.0, 141.0),
        ),
        Record(
            "A second run",
            tuple(
                EpochFigures(epoch, validation_metric=accuracy)
                for epoch, accuracy in enumerate((0.8462, 0.8472, 0.8682, 0.8532, 0.8618), 1)
            ),
        ),
    ),
)

NOTEBOOK = Lab(
    "imdb-notebook",
    "IMDB, the notebook",
    "40,000 film reviews, their first 200 words, twenty-five epochs: long enough to learn them by heart.",
    RunConfig(
        data=DataConfig(
            data_set="imdb",
            examples=_EVERY_REVIEW,
            tokenizer="keras",
            vocabulary_size=10_000,
            sequence_length=200,
            keep="first",
            padding="front",
            validation_share=0.0,
            test_share=0.2,
        ),
        model=ModelConfig(embedding_size=64, hidden_size=128, pooling="last", dropout=0.5, forget_bias=0.0),
        training=TrainingConfig(epochs=25, batch_size=64, learning_rate=0.001, schedule="constant", clip_norm=0.0),
    ),
    group="classroom",
    look_for=(
        "For some epochs nothing seems to happen: the signal from the last word to the first fades on its way back.",
        "From about the tenth epoch on it overfits: the validation loss doubles while the training accuracy goes to 99%.",
        "The test part watches the training here, as in the notebook. Its best epoch is chosen on the very reviews it is judged by.",
    ),
    theirs=(
        Record(
            "The record",
            (
                EpochFigures(1, 0.5895, 0.6983, 0.5814, 0.7023),
                EpochFigures(5, 0.3717, 0.8401, 0.3670, 0.8314),
                EpochFigures(10, 0.1790, 0.9352, 0.3221, 0.8784),
                EpochFigures(15, 0.0740, 0.9774, 0.4823, 0.8691),
                EpochFigures(20, 0.0309, 0.9923, 0.6413, 0.8622),
                EpochFigures(25, 0.0245, 0.9930, 0.6746, 0.8651),
            ),
        ),
    ),
)

_LONG_READING = ModelConfig(
    embedding_size=128, hidden_size=128, directions=2, dropout=0.3, embedding_dropout=0.5, word_dropout=0.1
)
_FOUR_EPOCHS = TrainingConfig(epochs=4, batch_size=64, learning_rate=0.004)

KERAS_TUNED = Lab(
    "imdb-keras-tuned",
    "IMDB in halves, tuned",
    "The same two halves, read both ways, 400 words long, every word counted: what good practice makes of 25,000 reviews.",
    RunConfig(
        data=DataConfig(data_set="imdb", examples=_EVERY_REVIEW, split="given", validation_share=0.05, test_share=0.5),
        model=_LONG_READING,
        training=_FOUR_EPOCHS,
    ),
    group="good practice",
    variant_of="imdb-keras",
    look_for=("The same accuracy after one epoch that the classroom settings end with.",),
)

TUNED = Lab(
    "imdb-tuned",
    "IMDB, tuned",
    "As accurate as five minutes on two cores allow: an LSTM over regions of 50 words in both directions, and beside it a linear model "
    "of words, pairs and triples.",
    RunConfig(
        data=DataConfig(
            data_set="imdb",
            examples=_EVERY_REVIEW,
            vocabulary_size=50_000,
            sequence_length=600,
            validation_share=0.03,
            test_share=0.02,
        ),
        model=ModelConfig(
            embedding_size=64,
            embedding_scale=0.3,
            naive_bayes_start=1.0,
            region_length=50,
            ngrams=3,
            hidden_size=32,
            directions=2,
            dropout=0.5,
            embedding_dropout=0.5,
            word_dropout=0.1,
        ),
        training=TrainingConfig(
            epochs=2, batch_size=64, learning_rate=0.01, beta2=0.99, clip_norm=0.0, average_last=0.4
        ),
    ),
    group="good practice",
    variant_of="imdb-notebook",
    look_for=(
        "The report says how often each of the two paths would be right alone: together they beat both.",
        "The weights that count are the mean over the last steps: the validation loss falls smoothly where the training loss jumps.",
    ),
)

QUICK = Lab(
    "imdb-quick",
    "IMDB, quick",
    "Past the notebook's best accuracy in seconds: one pass over regions of 50 words read side by side, from embeddings that already "
    "know which words praise.",
    RunConfig(
        data=DataConfig(
            data_set="imdb",
            examples=_EVERY_REVIEW,
            vocabulary_size=20_000,
            sequence_length=300,
            validation_share=0.02,
            test_share=0.05,
        ),
        model=ModelConfig(
            embedding_size=16,
            embedding_scale=0.3,
            naive_bayes_start=2.0,
            region_length=50,
            hidden_size=16,
            directions=2,
        ),
        training=TrainingConfig(epochs=1, batch_size=128, learning_rate=0.02, beta2=0.99, clip_norm=0.0),
    ),
    group="good practice",
    variant_of="imdb-notebook",
    look_for=("87.84%, the notebook's best of twenty-five epochs, passed within one.",),
)

LABS = (IMDB, KERAS, KERAS_TUNED, NOTEBOOK, TUNED, QUICK)
