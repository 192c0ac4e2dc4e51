"""What a config will cost, told before it starts and without torch."""

from lstm_core.config import RunConfig
from lstm_core.data.catalog import DATA_SETS
from lstm_core.models.size import parameter_count
from lstm_core.text.vocabulary import SPECIAL_IDS


def expected_parameters(config: RunConfig) -> int:
    """Weights of the network; exact where every word the data set can have occurs in the training part, else too many."""
    data_set, model = DATA_SETS[config.data.data_set], config.model
    words = data_set.distinct_words
    return parameter_count(
        vocabulary=min(config.data.vocabulary_size, words + SPECIAL_IDS) if words else 0,
        features=data_set.features,
        outputs=len(data_set.classes) or config.data.horizon,
        answers=data_set.answers,
        embedding_size=model.embedding_size,
        hidden_size=model.hidden_size,
        cell=model.cell,
        layers=model.layers,
        directions=model.directions,
        pooling=model.pooling,
    )
