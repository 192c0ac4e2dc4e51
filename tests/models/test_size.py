from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core.models.network import Network
from lstm_core.models.size import parameter_count

arguments = st.fixed_dictionaries(
    {
        "vocabulary": st.integers(2, 50),
        "outputs": st.integers(2, 5),
        "embedding_size": st.integers(1, 12),
        "hidden_size": st.integers(1, 12),
        "cell": st.sampled_from(["lstm", "gru", "rnn"]),
        "layers": st.integers(1, 4),
        "directions": st.integers(1, 2),
        "pooling": st.sampled_from(["last", "mean", "max", "mean+max", "attention"]),
    }
)


@settings(max_examples=40)
@given(arguments)
def test_the_count_is_that_of_the_network_itself(chosen: dict[str, Any]):
    assert parameter_count(**chosen) == sum(parameter.numel() for parameter in Network(**chosen).parameters())


def test_the_count_by_hand():
    # 10 * 3 + one layer of 4 * 2 * (3 + 2 + 2) + 2 * (4 + 1)
    count = parameter_count(
        vocabulary=10,
        outputs=2,
        embedding_size=3,
        hidden_size=2,
        cell="lstm",
        layers=1,
        directions=1,
        pooling="mean+max",
    )
    assert count == 30 + 56 + 10
