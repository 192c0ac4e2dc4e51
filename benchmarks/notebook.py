"""The classroom notebook, written the plain way: `python -m benchmarks.notebook [--flush-denormal]` (about ten minutes).

PyTorch as a student writes it, with no setting that is not in the notebook; it does not import `lstm_core`, which sets some.
Trains on four fifths of the reviews, tests on the rest after every epoch. Prints a line of JSON an epoch: seconds and reviews
a second of training alone, loss and accuracy (mean over the epoch; on the test part), the most memory so far.
"""

import time
from itertools import islice

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from benchmarks import notebook_reviews
from benchmarks.epochs import BATCH_SIZE, options, print_epoch


class Reviews(Dataset):
    """One review at a time."""

    def __init__(self, sequences: np.ndarray, labels: np.ndarray) -> None:
        self.sequences = sequences
        self.labels = labels

    def __len__(self) -> int:
        return len(self.sequences)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        return torch.tensor(self.sequences[index], dtype=torch.long), torch.tensor(self.labels[index])


class SentimentLSTM(nn.Module):
    """Embedding -> LSTM -> last hidden state -> dropout -> one number, the probability of a positive review."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, 64)
        self.lstm = nn.LSTM(64, 128, batch_first=True)
        self.dropout = nn.Dropout(0.5)
        self.head = nn.Linear(128, 1)

    def forward(self, tokens: Tensor) -> Tensor:
        """(B, T) ids -> (B,) probabilities."""
        _, (hidden, _) = self.lstm(self.embedding(tokens))
        return torch.sigmoid(self.head(self.dropout(hidden[-1]))).squeeze(1)


class Mean:
    """Loss and accuracy over the reviews so far."""

    def __init__(self) -> None:
        self.loss = self.right = 0.0
        self.reviews = 0

    def add(self, loss: Tensor, output: Tensor, labels: Tensor) -> None:
        self.loss += loss.item() * len(labels)
        self.right += ((output > 0.5) == (labels > 0.5)).sum().item()
        self.reviews += len(labels)

    def figures(self) -> tuple[float, float]:
        return self.loss / self.reviews, self.right / self.reviews


def train(model: SentimentLSTM, loader: DataLoader, optimizer: torch.optim.Optimizer, batches: int | None) -> Mean:
    model.train()
    criterion, mean = nn.BCELoss(), Mean()
    for tokens, labels in islice(loader, batches):
        optimizer.zero_grad()
        output = model(tokens)
        loss = criterion(output, labels)
        loss.backward()
        optimizer.step()
        mean.add(loss, output, labels)
    return mean


@torch.no_grad()
def test(model: SentimentLSTM, loader: DataLoader, batches: int | None) -> Mean:
    model.eval()
    criterion, mean = nn.BCELoss(), Mean()
    for tokens, labels in islice(loader, batches):
        output = model(tokens)
        mean.add(criterion(output, labels), output, labels)
    return mean


def main() -> None:
    parser = options(__doc__.splitlines()[0])
    parser.add_argument("--flush-denormal", action="store_true", help="the one setting: subnormal numbers become 0")
    chosen = parser.parse_args()
    if chosen.flush_denormal:
        torch.set_flush_denormal(True)
    torch.manual_seed(42)
    data = notebook_reviews.arrays(np.load(chosen.test_rows) if chosen.test_rows else None)
    train_loader = DataLoader(Reviews(data.train, data.train_labels), batch_size=BATCH_SIZE, shuffle=True)
    test_loader = DataLoader(Reviews(data.test, data.test_labels), batch_size=BATCH_SIZE)
    model = SentimentLSTM(notebook_reviews.VOCABULARY)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for epoch in range(1, chosen.epochs + 1):
        began = time.perf_counter()
        trained = train(model, train_loader, optimizer, chosen.max_batches)
        seconds = time.perf_counter() - began
        tested = test(model, test_loader, chosen.max_batches).figures()
        print_epoch(epoch, seconds, trained.reviews, trained.figures(), tested)
        if chosen.until_accuracy and tested[1] >= chosen.until_accuracy:
            break


if __name__ == "__main__":
    main()
