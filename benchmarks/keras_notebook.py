"""The classroom notebook's model on Keras and TensorFlow: `python -m benchmarks.keras_notebook` (about ten minutes).

The same reviews, split and settings as `benchmarks/notebook.py`, the same options and the same lines of JSON. TensorFlow is no
part of this project: run it in an environment of its own with `pip install -r benchmarks/requirements-keras.txt`.
"""

import argparse
import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # read when TensorFlow is imported; keeps warnings and errors

import keras
import numpy as np

from benchmarks import notebook_reviews
from benchmarks.epochs import BATCH_SIZE, options, print_epoch


class Epochs(keras.callbacks.Callback):
    """Prints every epoch; stops at the accuracy wanted. Keras tests inside an epoch, so training ends where testing begins."""

    def __init__(self, reviews: int, until_accuracy: float | None) -> None:
        super().__init__()
        self._reviews, self._until = reviews, until_accuracy

    def on_epoch_begin(self, epoch: int, logs: dict | None = None) -> None:
        self._began = time.perf_counter()

    def on_test_begin(self, logs: dict | None = None) -> None:
        self._seconds = time.perf_counter() - self._began

    def on_epoch_end(self, epoch: int, logs: dict) -> None:
        tested = (logs["val_loss"], logs["val_accuracy"])
        print_epoch(epoch + 1, self._seconds, self._reviews, (logs["loss"], logs["accuracy"]), tested)
        if self._until and tested[1] >= self._until:
            self.model.stop_training = True


def network() -> keras.Model:
    model = keras.Sequential(
        [
            keras.layers.Embedding(notebook_reviews.VOCABULARY, 64),
            keras.layers.LSTM(128),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(1e-3), loss="binary_crossentropy", metrics=["accuracy"])
    return model


def train(chosen: argparse.Namespace) -> None:
    data = notebook_reviews.arrays(np.load(chosen.test_rows) if chosen.test_rows else None)
    first = slice(chosen.max_batches * BATCH_SIZE if chosen.max_batches else None)
    network().fit(
        data.train[first],
        data.train_labels[first],
        batch_size=BATCH_SIZE,
        epochs=chosen.epochs,
        validation_data=(data.test[first], data.test_labels[first]),
        callbacks=[Epochs(len(data.train[first]), chosen.until_accuracy)],
        verbose=0,
    )


def main() -> None:
    keras.utils.set_random_seed(42)
    train(options(__doc__.splitlines()[0]).parse_args())


if __name__ == "__main__":
    main()
