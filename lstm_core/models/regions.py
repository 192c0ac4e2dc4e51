"""A long text read as several short regions at once: as many steps as ONE region has, whatever the text's length.

Letters: B texts, T steps of the longest, K regions of the longest, R steps of a region, F features. Source of the idea: Johnson &
Zhang 2016, "Supervised and semi-supervised text categorization using LSTM for region embeddings".
"""

import torch
from torch import Tensor


def region_sizes(lengths: Tensor, most: int) -> Tensor:
    """(B,) words of a region of each text, the last one perhaps fewer: equal regions of at most `most` words, as few as will do."""
    regions = (lengths + most - 1) // most
    return (lengths + regions - 1) // regions


def to_regions(tokens: Tensor, lengths: Tensor, most: int) -> tuple[Tensor, Tensor]:
    """tokens (B, T) padded at the end, lengths (B,) -> (R, K * B) and (K * B,) real steps of each region, 0 where there are none.

    Column k * B + b is region k of text b. How a text is cut depends on nothing but its own length.
    """
    sizes = region_sizes(lengths, most)
    # the exact number of steps is known without waiting on a CPU alone
    steps = int(sizes.max()) if tokens.device.type == "cpu" else min(most, tokens.shape[1])
    firsts = torch.arange(-(-tokens.shape[1] // most), device=tokens.device)[:, None] * sizes
    real = (lengths - firsts).clamp(min=0).minimum(sizes)
    step = torch.arange(steps, device=tokens.device)[:, None, None]
    places = (firsts + step).clamp(max=tokens.shape[1] - 1)
    columns = tokens.T.gather(0, places.flatten(0, 1)).view_as(places)
    return torch.where(step < real, columns, 0).flatten(1), real.flatten()


def from_regions(outputs: Tensor, lengths: Tensor, most: int) -> tuple[Tensor, Tensor]:
    """outputs (R, K * B, F) of B texts -> (R * K, B, F) for pooling, and (R * K, B) the place each row has in its text.

    What is behind a region has a place behind the text. The rows are not in the order of the text, and nothing is copied.
    """
    steps, columns, features = outputs.shape
    texts, sizes = len(lengths), region_sizes(lengths, most)
    step = torch.arange(steps, device=outputs.device)[:, None, None]
    firsts = torch.arange(columns // texts, device=outputs.device)[:, None] * sizes
    places = torch.where(step < sizes, firsts + step, lengths)
    return outputs.view(-1, texts, features), places.flatten(0, 1)
