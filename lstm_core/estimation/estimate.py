"""What a config will cost, told before it starts and without torch.

The number of weights follows from the config; time and memory are measured on this machine by `rehearsal` and kept.
"""

from typing import Any

from lstm_core import __version__
from lstm_core.config import SETTINGS, RunConfig
from lstm_core.data import own_files
from lstm_core.data.catalog import DATA_SETS, fingerprint
from lstm_core.home import Home
from lstm_core.models.size import parameter_count
from lstm_core.quantities import duration, memory
from lstm_core.runs.costs import Cost
from lstm_core.runs.record import run_key
from lstm_core.text.vocabulary import SPECIAL_IDS

_FREE = (  # settings that change what is learned, and not what a step costs
    "epochs",
    "learning_rate",
    "schedule",
    "momentum",
    "beta2",
    "weight_decay",
    "patience",
    "seed",
    "split_seed",
    "forget_bias",
    "initialisation",
    "embedding_scale",
    "naive_bayes_start",
)


def cost_key(config: RunConfig, home: Home) -> str:
    """The same for configs whose epochs cost the same."""
    plain = RunConfig.from_flat({**config.flat(), **{name: SETTINGS[name].default for name in _FREE}})
    return run_key(plain, fingerprint(config.data, home), __version__)


def training_seconds(config: RunConfig, cost: Cost) -> float:
    """Of all epochs; early stopping may end sooner."""
    return cost.once_seconds + config.training.epochs * cost.epoch_seconds


def sentence(config: RunConfig, cost: Cost) -> str:
    """For example: About 52 s of training and 1.1 GB of memory on this machine."""
    if cost.problem:
        return cost.problem
    seconds = training_seconds(config, cost)
    about = "At most about" if config.training.patience else "About"
    time = f"{about} {duration(seconds)}" if seconds >= 1 else "Less than a second"
    return f"{time} of training and {memory(cost.memory_bytes)} of memory on this machine."


def expected_parameters(config: RunConfig, home: Home | None = None) -> int:
    """Weights of the network; exact where every word the data set can have occurs in the training part, else too many.

    home: where a file of one's own is kept, which says how many classes and words or columns it has; without it two classes, or one column.
    Raises DataError where the file is gone.
    """
    data_set, model = DATA_SETS[config.data.data_set], config.model
    classes, words, features = len(data_set.classes), data_set.distinct_words, data_set.features
    if config.data.file:
        classes, words, features = _of_own_file(config, home)
    return parameter_count(
        vocabulary=min(config.data.vocabulary_size, words + SPECIAL_IDS) if words else 0,
        features=features,
        outputs=classes or config.data.horizon,
        answers=data_set.answers,
        embedding_size=model.embedding_size,
        hidden_size=model.hidden_size,
        cell=model.cell,
        layers=model.layers,
        directions=model.directions,
        pooling=model.pooling,
    )


def _of_own_file(config: RunConfig, home: Home | None) -> tuple[int, int, int]:
    """How many classes, words at most, and columns of values; what is usual without a home."""
    facts: dict[str, Any] = own_files.facts(config.data.file, home.own_files) if home else {}
    if config.data.data_set != "own-texts":
        return 0, 0, 1 + len(facts.get("columns", {}).get("input", ()))
    most = DATA_SETS["own-texts"].distinct_words
    counted = (
        facts.get("words", most) if config.data.tokenizer == "words" else most
    )  # the doctor counts words of that kind
    return len(facts.get("classes", ())) or 2, counted, 0
