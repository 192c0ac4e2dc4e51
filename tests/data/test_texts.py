import pyarrow as pa
from fakes import labelled

from lstm_core.data.texts import LabelledTexts


def test_the_hash_is_the_same_for_the_same_texts():
    assert labelled(["a", "b"]).content_hash() == labelled(["a", "b"]).content_hash()
    assert len(labelled(["a", "b"]).content_hash()) == 32


def test_the_hash_differs_for_other_texts_another_order_and_other_borders():
    hashes = {
        labelled(texts).content_hash() for texts in (["ab", "c"], ["a", "bc"], ["c", "ab"], ["ab"], ["ab", "c", ""])
    }
    assert len(hashes) == 5


def test_the_hash_tells_the_parts_of_one_array_apart():
    whole = labelled(["a", "b"])
    first, second = (
        LabelledTexts(part, whole.labels[:1], whole.classes) for part in (whole.texts[:1], whole.texts[1:])
    )
    assert first.content_hash() != second.content_hash()


def test_the_hash_does_not_depend_on_how_the_texts_were_put_together():
    pieces = pa.chunked_array([pa.array(["a"], pa.large_string()), pa.array(["bc", ""], pa.large_string())])
    joined = LabelledTexts(pieces.combine_chunks(), labelled(["a", "bc", ""]).labels, ("negative", "positive"))
    assert joined.content_hash() == labelled(["a", "bc", ""]).content_hash()
    assert len(joined) == 3
