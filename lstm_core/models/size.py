"""How many numbers a network learns, known before anything is built and without torch."""


def parameter_count(
    *, vocabulary: int, classes: int, embedding_size: int, hidden_size: int, layers: int, directions: int, pooling: str
) -> int:
    """Weights and biases of `models.network.Network` with these arguments.

    An LSTM layer has four gates, each with a weight for every input and every hidden value and PyTorch's two biases.
    """
    total = vocabulary * embedding_size
    inputs = embedding_size
    for _ in range(layers):
        total += directions * 4 * hidden_size * (inputs + hidden_size + 2)
        inputs = hidden_size * directions
    pooled = inputs * (2 if pooling == "mean+max" else 1)
    return total + classes * (pooled + 1)
