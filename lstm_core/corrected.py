"""A data set of corrected answers, alone or put among the texts a model learned from: one more file among those people bring."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from lstm_core.config import DataConfig
from lstm_core.data import catalog, uploads
from lstm_core.data.texts import LabelledTexts
from lstm_core.data.uploads import Upload
from lstm_core.errors import DataError
from lstm_core.home import Home
from lstm_core.outcome import outcome
from lstm_core.runs.corrections import CorrectionStore, as_csv, collection_of

_TOGETHER = 5_000  # rows written at once

Row = tuple[str, ...]


def data_set(classes: Sequence[str], among: DataConfig | None, home: Home) -> Upload:
    """among: the data they are put among, where a text that was corrected takes its new class; None for them alone.

    Raises DataError where nothing was corrected, or that data cannot be had.
    """
    found = CorrectionStore(home.database).newest(collection_of(classes))
    if not found:
        raise DataError("Nothing is corrected any more. Correct an answer first.")
    labels = {one.text: one.label for one in found}
    rows = _among(_texts(among, home), labels) if among else chain([("text", "label")], labels.items())
    count = "1 corrected answer" if len(found) == 1 else f"{len(found)} corrected answers"
    name = f"{count}{' and all before' if among else ''}.csv"
    with uploads.Incoming(name, home) as incoming:
        while together := list(islice(rows, _TOGETHER)):
            incoming.write(as_csv(together))
        return incoming.finish()


def _texts(config: DataConfig, home: Home) -> LabelledTexts:
    loaded = outcome(catalog.load(config, home))
    if isinstance(loaded, LabelledTexts):
        return loaded
    raise DataError("Only texts can be put together with corrected answers.")


def _among(texts: LabelledTexts, labels: Mapping[str, str]) -> Iterator[Row]:
    """Header and rows. What the source says of groups and of its test part stays: old and new model are judged by the same texts."""
    grouped, given = texts.groups is not None, texts.test_from is not None

    def row(text: str, label: str, group: str, part: str) -> Row:
        return (text, label, *([group] if grouped else []), *([part] if given else []))

    yield row("text", "label", "group", "part")
    seen = set()
    for place, (cell, number) in enumerate(zip(texts.texts, texts.labels, strict=True)):
        text, group = cell.as_py(), str(texts.groups[place]) if texts.groups is not None else ""
        seen.add(text)
        part = "train" if place < (texts.test_from or 0) else "test"
        yield row(text, labels.get(text, texts.classes[number]), group, part)
    yield from (row(text, label, "", "train") for text, label in labels.items() if text not in seen)
