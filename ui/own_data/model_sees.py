"""The first batch exactly as the model sees it: words, their ids, and which are unknown; or the numbers of a window."""

import html
from collections.abc import Mapping
from typing import Any

import streamlit as st

from lstm_core.data.uploads import Upload
from lstm_core.labs.own_data import own_config
from ui import services
from ui.own_data.waiting import errand

_ROWS = 6
_STEPS = 40
_INVITATIONS = {
    "classification": "The first batch of a training, word by word: what is read, which number each word becomes, which are unknown.",
    "forecasting": "The first batch of a training, value by value: the windows as they are read, scaled, and what is to follow each.",
}


def model_sees(upload: Upload, said: Mapping[str, Any]) -> None:
    """On request: it takes the seconds a training takes to begin."""
    wanted = f"batch_of_{said['data_set']}"
    st.markdown("**What the model sees**")
    if not st.session_state.get(wanted):
        st.caption(_INVITATIONS[said["task"]])
        if st.button("Show the first batch", key="show_batch", icon=":material/visibility:"):
            st.session_state[wanted] = True
            st.rerun()
        return
    config = own_config(said["data_set"], said["facts"])
    file = services.home().upload(upload.id) / f"batch-{said['data_set'].removesuffix('.parquet')}.json"
    seen = errand("first-batch", {"config": config.model_dump()}, file, "Making the first batch")
    if seen is not None:
        first_batch(seen)


def first_batch(seen: Mapping[str, Any]) -> None:
    if "words" in seen:
        unknown = sum(not known for row in seen["words"] for known in row["known"])
        total = sum(len(row["known"]) for row in seen["words"])
        st.caption(
            f"{seen['size']} texts, filled up to {seen['longest']:,} words. The vocabulary has {seen['vocabulary']:,} words; of those "
            f"shown here {unknown / max(1, total):.1%} are unknown (framed, id 1)."
        )
        st.html("".join(_words(row) for row in seen["words"][:_ROWS]))
    else:
        st.caption(f"{seen['size']} windows of {seen['longest']:,} steps, scaled to mean 0 and deviation 1.")
        st.html("".join(_numbers(row) for row in seen["numbers"][:_ROWS]))


def _words(row: Mapping[str, Any]) -> str:
    tokens = zip(row["words"][:_STEPS], row["ids"], row["known"], strict=False)
    spans = "".join(
        f'<span class="token{"" if known else " unknown"}">{html.escape(word)}<small>{number}</small></span>'
        for word, number, known in tokens
    )
    more = row["length"] - min(_STEPS, len(row["words"]))
    rest = f"<small>… {more:,} more</small>" if more > 0 else ""
    return f'<p class="tokens"><b>{html.escape(row["answer"])}</b>{spans}{rest}</p>'


def _numbers(row: Mapping[str, Any]) -> str:
    shown = row["steps"][-12:]
    spans = "".join(f'<span class="token">{" ".join(f"{value:.2f}" for value in step)}</span>' for step in shown)
    answer = " ".join(f"{value:.2f}" for value in row["answer"])
    before = f"<small>{row['length'] - len(shown):,} before …</small>" if row["length"] > len(shown) else ""
    return f'<p class="tokens">{before}{spans}<b>→ {answer}</b></p>'
