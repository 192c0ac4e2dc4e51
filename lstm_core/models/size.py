"""How many numbers a network learns, known before anything is built and without torch."""

GATES = {"lstm": 4, "gru": 3, "rnn": 1}  # matrices of a cell; the tanh RNN has no gate, only its candidate


def parameter_count(
    *,
    vocabulary: int,
    features: int = 0,
    outputs: int,
    embedding_size: int,
    hidden_size: int,
    cell: str,
    layers: int,
    directions: int,
    pooling: str,
    answers: int = 1,
) -> int:
    """Weights and biases of `models.network.Network` with these arguments.

    A layer has for each of its gates a weight for every input and every hidden value and PyTorch's two biases.
    """
    total = vocabulary * embedding_size
    inputs = embedding_size if vocabulary else features
    for _ in range(layers):
        total += directions * GATES[cell] * hidden_size * (inputs + hidden_size + 2)
        inputs = hidden_size * directions
    pools = answers == 1  # several answers are given from single steps
    scores = inputs + 1 if pools and pooling == "attention" else 0
    pooled = inputs * (2 if pools and pooling == "mean+max" else 1)
    return total + scores + outputs * (pooled + 1)
