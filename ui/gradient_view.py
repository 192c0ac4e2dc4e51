"""The gradient through time of a trained model, and the lesson on numbers too small to be quick."""

import streamlit as st

from lstm_core.runs.record import RunRecord
from ui.looked import looked
from ui.moment import Chosen
from ui.plot import plot
from ui.reach_chart import ALT, reach_chart
from ui.reach_over_training import reach_over_training
from ui.untrained_view import reach_words

_ENDS = {
    True: "through the memory: from the last step back",
    False: "as in training: from wherever the loss looks",
}


def gradient_view(run: RunRecord, chosen: Chosen) -> None:
    st.write(
        "How strongly the error is felt so many steps before the end, averaged over a few sequences of the validation part, "
        "always the same ones."
    )
    pools = run.config.model.pooling != "last"
    from_the_end = True
    if pools:
        from_the_end = bool(
            st.radio("The error enters", list(_ENDS), key="enters", format_func=lambda end: _ENDS[end], horizontal=True)
        )
    question = {"ask": "gradients", "run": run.id, "step": chosen.step, "from_the_end": from_the_end}
    reply = looked(question, "Sending the error back")
    if not reply:
        return
    reach_words(reply)
    names = {
        f"layer {one['layer']}, {one['direction']}" if len(reply["layers"]) > 1 else "": [one]
        for one in reply["layers"]
    }
    plot(reach_chart(names), key="gradient_chart", alt=ALT)
    reach_over_training(question, chosen)


def denormal_lesson() -> None:
    """Measured here, when asked."""
    with st.expander("Why an untrained LSTM can be slow to train on a CPU", icon=":material/speed:"):
        st.write(
            "A gradient that halves at every step is smaller than $10^{-38}$ after some 130 steps: too small for an ordinary number of "
            "32 bits. It becomes a *subnormal* one. Many processors hand each calculation with such a number to a slow path; on an Intel "
            "server this project’s first training steps took ten times as long because of it, others lose nothing. It makes no difference "
            "to what is learned, so every training here sets such numbers to 0."
        )
        if st.button("Measure it on this machine", key="denormals", icon=":material/timer:") or st.session_state.get(
            "denormals_asked"
        ):
            st.session_state["denormals_asked"] = True
            found = looked({"ask": "denormals"}, "Measuring a few backward passes")
            if found:
                st.write(
                    f"Backward pass over {found['steps']} steps of an untrained LSTM: **{found['flushed'] * 1e3:.0f} ms** with them "
                    f"set to 0, **{found['kept'] * 1e3:.0f} ms** with them kept, {found['kept'] / found['flushed']:.1f} times as long. "
                    f"{found['share']:.0%} of the numbers in this gradient are subnormal."
                )
