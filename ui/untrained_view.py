"""Why does the RNN forget? Two networks before their first step, side by side, and how far a gradient comes in each."""

from typing import Any

import streamlit as st

from lstm_core.config import SETTINGS
from ui.looked import Reply, looked
from ui.plot import plot
from ui.reach_chart import ALT, reach_chart

_LENGTH, _HIDDEN = 100, 64
_START = {"A": "rnn", "B": "lstm"}
_ALARMS = {"vanishing": ("orange", ":material/trending_down:"), "exploding": ("red", ":material/trending_up:")}


def untrained_view() -> None:
    st.subheader("Why does the RNN forget?")
    st.write(
        "Training sends the error back through every step. What arrives there is all that a step can learn from. "
        "Two networks that have learned nothing yet read the same noise; the line shows how much arrives."
    )
    sentences = st.columns(2, gap="large")
    chart = st.container()
    length = st.slider("Sequence length", 10, 300, _LENGTH, 10, key="untrained_length", bind="query-params")
    switches = st.columns(2, gap="large")
    found = {}
    for name, said, column in zip(_START, sentences, switches, strict=True):
        with column:
            question = {**_switches(name), "length": length}
        with said:
            st.markdown(f"**{_name(name, question)}**")
            reply = looked({"ask": "untrained", **question}, "Sending the error back")
            if reply:
                reach_words(reply)
                _clipping(reply, question)
                found[_name(name, question)] = reply["layers"]
    with chart:
        plot(reach_chart(found), key="untrained_chart", alt=ALT)


def _switches(name: str) -> dict[str, Any]:
    cells = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM"}
    with st.container(key=f"untrained_{name}"):
        st.markdown(f"**Network {name}**" + (", with dots on its lines" if name == "B" else ""))
        cell = st.segmented_control(
            "Cell",
            list(cells),
            default=_START[name],
            required=True,
            key=f"cell_{name}",
            bind="query-params",
            format_func=cells.__getitem__,
        )
        start = st.segmented_control(
            "Initialisation",
            SETTINGS["initialisation"].choices,
            default="default",
            required=True,
            key=f"start_{name}",
            bind="query-params",
        )
        biased = cell == "lstm" or (cell == "gru" and start == "chrono")
        bias = st.slider(
            "Forget-gate bias at the start",
            -2.0,
            5.0,
            1.0,
            0.5,
            key=f"bias_{name}",
            bind="query-params",
            disabled=not biased,
        )
        gain = st.slider(
            "Recurrent weights times",
            0.5,
            5.0,
            1.0,
            0.5,
            key=f"gain_{name}",
            bind="query-params",
            help="Large ones make gradients explode.",
        )
        clip = st.slider(
            "Clip the gradient at",
            0.0,
            5.0,
            1.0,
            0.5,
            key=f"clip_{name}",
            bind="query-params",
            help="0 switches clipping off.",
        )
    return {
        "cell": cell,
        "hidden_size": _HIDDEN,
        "forget_bias": bias,
        "initialisation": start,
        "gain": gain,
        "clip_norm": clip,
    }


def reach_words(reply: Reply) -> None:
    """What the curves say, a sentence a layer, and whether to worry."""
    for layer in reply["layers"]:
        alarm = layer["fading"]["alarm"]
        color, icon = _ALARMS.get(alarm, ("green", ":material/check:"))
        where = f"Layer {layer['layer']}, {layer['direction']}: " if len(reply["layers"]) > 1 else ""
        st.markdown(f":{color}-badge[{icon} {alarm or 'reaches far enough'}] {where}{layer['words']}")


def _clipping(reply: Reply, question: dict[str, Any]) -> None:
    if not question["clip_norm"] or reply["weights"] is None:
        return
    if reply["shortened"] == 1.0:
        st.caption(f"The gradient of all weights has length {reply['weights']:.2g}: clipping leaves it as it is.")
    else:
        st.caption(
            f"Clipping shortens the gradient of all weights from {reply['weights']:.2g} to {question['clip_norm']:g}. "
            "It lowers the whole line and leaves its slope: it helps against exploding, not against vanishing."
        )


def _name(name: str, question: dict[str, Any]) -> str:
    return f"{name}: {str(question['cell']).upper()}"
