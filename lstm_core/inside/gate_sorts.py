"""By what the units of a layer can be sorted; known without torch."""

from lstm_core.sections.kinds import SYMBOLS, TEXTS


def sorts(data_set: str) -> dict[str, str]:
    """What to call each, for this data set."""
    offered = {"spread": "how much they change", "position": "correlation with position"}
    if data_set in TEXTS:
        offered["negation"] = "correlation with negation"
    if data_set not in (*TEXTS, *SYMBOLS):
        offered["input"] = "correlation with the input"
    said = "sentiment so far" if data_set in TEXTS else "the answer so far"
    return {**offered, "answer": f"correlation with {said}", "number": "their number"}
