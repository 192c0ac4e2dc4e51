"""What each comparison is for, before it is run; and after a race, why the RNN forgets."""

import math
from collections.abc import Sequence

import streamlit as st

from lstm_core.comparison.entrants import Entrant
from lstm_core.comparison.names import CELL_NAMES
from lstm_core.config import RunConfig
from ui.compare import charts
from ui.plot import plot

_STORIES = {
    "race": (
        "Who remembers to the end?",
        "RNN, GRU and LSTM learn from the same texts, in the same order, from the same seed. Only the cell differs.",
        (
            "The first choice, *Who remembers sixty words?*, has reviews that judge at once and then talk of other things for sixty "
            "words. What is forgotten by the end cannot be answered.",
            "All curves grow in one chart, each as soon as a worker is free for it; the chart lays them over each other.",
            "With more than one seed every cell is a line in a band: luck becomes visible.",
        ),
    ),
    "sweep": (
        "How far back does each cell remember?",
        "The same race again and again, with a growing distance between what matters and the end.",
        (
            "One curve a cell: where it falls to the dotted line, the memory ends.",
            "The dotted line is what a model without any memory reaches on the same test part.",
        ),
    ),
    "seeds": (
        "Is it better, or was it lucky?",
        "The same configuration with several seeds: other starting weights, another order of the batches, the same test part.",
        (
            "The line is the mean, the band goes from the worst to the best.",
            "With a second configuration the difference is paired by seed and tested: more than noise, or not.",
        ),
    ),
}

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def race_story(view: str) -> None:
    """Nothing is trained yet."""
    title, what, points = _STORIES[view]
    with st.container(border=True, key="comparison_story"):
        st.subheader(title)
        st.write(what)
        st.markdown("\n".join(f"- {point}" for point in points))


def way_to_the_lesson(entrants: Sequence[Entrant]) -> None:
    """A link down to it, where there is one."""
    if _has_lesson(entrants):
        st.markdown("[Why does the RNN forget?](#why-does-the-rnn-forget)")


def why_it_forgets(entrants: Sequence[Entrant]) -> None:
    """The lesson of a race over a gap: the error signal on its way back, at the start of training and by the formula."""
    if not _has_lesson(entrants):
        return
    by_cell = {one.cell: one for one in entrants}
    gap = entrants[0].config.data.gap
    factors = {cell: _kept_a_step(one.config) for cell, one in by_cell.items()}
    rnn, others = factors["rnn"], [cell for cell in by_cell if cell != "rnn"]
    left, right = st.columns([3, 4], gap="large")
    with left, st.container(key="why_it_forgets"):
        st.subheader("Why does the RNN forget?")
        st.markdown(
            f"- To learn from the verdict, the error must travel back through **{gap} words**.\n"
            f"- In an RNN every step back multiplies it by the weights and the slope of tanh: about **{rnn:.2f}** at the start. Half is "
            f"gone every {charts.halves_every(rnn):.1f} steps; after {gap} steps **{_share(rnn**gap)}** is left. "
            "Nothing that far away can teach it anything.\n"
            f"- {_names(others)} {'carry' if len(others) > 1 else 'carries'} the memory past the weights: a gate near 1 multiplies it, "
            f"about **{factors[others[-1]]:.3f}** a step here. After {gap} steps **{_share(factors[others[-1]] ** gap)}** is left."
        )
        with st.expander("The formulas", icon=":material/function:"):
            st.latex(
                r"\text{RNN: }\ h_t = \tanh(W x_t + U h_{t-1}),\quad \frac{\partial h_t}{\partial h_{t-1}} = \mathrm{diag}(1-h_t^2)\,U"
            )
            st.latex(
                r"\text{LSTM: }\ c_t = f_t \odot c_{t-1} + i_t \odot g_t,\quad \frac{\partial c_t}{\partial c_{t-1}} = f_t\ (+\ldots)"
            )
            st.latex(
                r"\text{GRU: }\ h_t = z_t \odot h_{t-1} + (1-z_t) \odot n_t,\quad \frac{\partial h_t}{\partial h_{t-1}} = z_t\ (+\ldots)"
            )
            st.caption(
                "The factor of the RNN is the spectral radius of U at PyTorch's start, 1/√3 (circular law; tanh makes it smaller); that of "
                "the gates is the one its largest bias starts with. Trained weights differ: the page Inside measures them."
            )
    with right:
        figure = charts.fading(factors, gap, CELL_NAMES)
        plot(
            figure,
            key="fading",
            alt="Share of the error signal that is left against the steps back, on a log axis",
        )


def _has_lesson(entrants: Sequence[Entrant]) -> bool:
    """An RNN, another cell, and words between the verdict and the end."""
    cells, data = {one.cell for one in entrants}, entrants[0].config.data
    return "rnn" in cells and len(cells) > 1 and data.data_set == "toy-reviews" and data.gap > 0


def _kept_a_step(config: RunConfig) -> float:
    """By which about one step back multiplies the error signal before training, along the path that keeps most.

    RNN and LSTM's or GRU's own start: entries of U are uniform within ±1/√H, so its spectral radius is 1/√3 (Girko's circular
    law) whatever H is; a rotation keeps all. Gates: sigmoid of the largest bias.
    """
    model = config.model
    if model.cell == "rnn":
        return 1.0 if model.initialisation in ("orthogonal", "keras") else 1 / math.sqrt(3)
    bias = model.forget_bias if model.cell == "lstm" or model.initialisation == "chrono" else 0.0
    return 1 / (1 + math.exp(-bias))


def _share(left: float) -> str:
    """For example 52%, 5·10⁻¹⁵, almost nothing."""
    if left >= 0.01:
        return f"{left * 100:.0f}%"
    if left < 1e-300:
        return "almost nothing"
    digits, _, power = f"{left:.0e}".partition("e")
    return f"{digits}·10{str(int(power)).translate(_RAISED)}"


def _names(cells: Sequence[str]) -> str:
    return " and ".join(CELL_NAMES[cell] for cell in cells)
