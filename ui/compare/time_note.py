"""How long a comparison will take, before it is started."""

from collections.abc import Sequence

import streamlit as st

from lstm_core.config import RunConfig
from lstm_core.estimation.estimate import cost_key, training_seconds
from lstm_core.runs.costs import Cost
from ui import services, words
from ui.errors import as_sentences


def time_note(configs: Sequence[RunConfig]) -> None:
    """The training of all of them, one after the other, as soon as the worker has measured what each costs."""
    keys = [cost_key(config, services.home()) for config in configs]  # configs that differ in their seed cost the same
    known = services.costs().known(keys)
    st.fragment(_note, run_every=None if set(keys) <= set(known) else 1.0)(list(configs), keys)


def _note(configs: list[RunConfig], keys: list[str]) -> None:
    with st.container(key="time_of_all"), as_sentences():
        costs = services.costs().known(keys)
        missing = {key: config for key, config in zip(keys, configs, strict=True) if key not in costs}
        if missing:
            services.costs().ask_all(missing)
            st.caption(f":material/hourglass_empty: Measuring the time on this machine, {len(missing)} to go …")
        else:
            st.caption(f":material/timer: {_sentence(configs, [costs[key] for key in keys])}")


def _sentence(configs: Sequence[RunConfig], costs: Sequence[Cost]) -> str:
    problem = next((cost.problem for cost in costs if cost.problem), "")
    if problem:
        return words.plain(problem)
    seconds = sum(training_seconds(config, cost) for config, cost in zip(configs, costs, strict=True))
    return f"About {words.duration(seconds)} of training in all; what was trained before is not trained again."
