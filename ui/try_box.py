"""A text box that answers while one types."""

from collections.abc import Sequence
from contextlib import suppress
from html import escape

import streamlit as st

from lstm_core.errors import LabError
from lstm_core.execution.inference import MOST_CHARACTERS, Answer
from lstm_core.runs.record import RunRecord
from lstm_core.sections.kinds import SERIES, SYMBOLS, TEXTS
from ui import services, words
from ui.answered import answered
from ui.charts import COLORS
from ui.errors import as_sentences
from ui.evaluate import kept
from ui.run_record import leave_if_deleted

_SHOWN_WORDS = 150
_SHOWN_COLUMNS, _LETTERS = 6, 30  # of a series, in what is asked for


@st.fragment
def try_box(run: RunRecord) -> None:
    """Asks the model of a run about what is typed, a moment after the last key."""
    leave_if_deleted(run.id)
    services.inference().ready()
    take_example(run)
    text = text_box(run, "try_text")
    with st.container(key="prediction"), as_sentences():
        if len(text or "") > MOST_CHARACTERS:
            st.warning(f"That is {len(text or ''):,} characters; the most is {MOST_CHARACTERS:,}. Use a shorter text.")
        elif not (text or "").strip():
            st.caption(invitation(run))
        else:
            answers = answered(run, [text or ""], "try_text")
            if answers:
                show(run, answers[0])


def text_box(run: RunRecord, key: str, more: str = "") -> str | None:
    """Where one types; what could be typed stands in it as an example. more: after its label."""
    label, example = asks_for(run)
    return st.text_input(
        f"{label}{more}",
        key=key,
        live="50ms",
        placeholder=f"For example: {example}",
        help="The answer changes as you type.",
    )


def invitation(run: RunRecord) -> str:
    data = run.config.data
    if data.data_set in SERIES:
        read = columns(run)
        each = f" steps of {len(read)} values each, {_listed(read)}," if len(read) > 1 else " values"
        return f"Type or paste {data.window}{each} and the model says what comes next."
    what = "a sentence" if data.data_set in TEXTS else "a few steps"
    return f"Type {what} and the model says what it thinks of it."


def asks_for(run: RunRecord) -> tuple[str, str]:
    """Label and example: a text, symbols, or numbers."""
    data_set = run.config.data.data_set
    one = f"A {words.noun(run).removesuffix('s')} of your own"
    if run.config.data.file and data_set in TEXTS:
        return one, next(iter(kept.first_texts(run, 1)), "a sentence like those it learned from")
    if data_set in TEXTS:
        return one, "The film was not bad at all."
    if data_set in SYMBOLS:
        return f"{one}, its symbols with blanks between them", "A w x z ?"
    if data_set in SERIES:
        steps, read = run.config.data.window, columns(run)
        if len(read) > 1:
            row = " ".join(["0.25", "0.5", "0.75"][place % 3] for place in range(len(read)))
            return f"The last {steps} steps of your own series, each with {_listed(read)}", f"{row}; {row}; …"
        return f"The last {steps} values of a series of your own, with blanks between them", "0.25 0.5 0.75 …"
    return f"{one}, its numbers with blanks between them", "0.25 0.5 0.75"


def columns(run: RunRecord) -> Sequence[str]:
    """What the values of each step of its series are called, the target first; nothing where that was not kept."""
    with suppress(LabError):
        if kept.is_there(run.id):
            outputs = kept.forecast_outputs(run.id)
            return outputs.names or [f"value {place}" for place in range(1, outputs.values.shape[1] + 1)]
    return ()


def _listed(names: Sequence[str]) -> str:
    """As they are to be typed; of many the first ones."""
    more = " …" if len(names) > _SHOWN_COLUMNS else ""
    return words.plain(", ".join(name[:_LETTERS] for name in names[:_SHOWN_COLUMNS])) + more


def take_example(run: RunRecord) -> None:
    """A button that puts a real example into the box, where it is hard to type one."""
    found = ""
    with suppress(LabError):  # what was kept may be gone, and the box can do without it
        found = example(run)
    if found:
        st.button(
            "Take a real one",
            key="take_example",
            icon=":material/content_paste:",
            on_click=lambda: st.session_state.update(try_text=found),
            help="The last values of its own series." if run.config.data.data_set in SERIES else "From the test part.",
        )


def example(run: RunRecord) -> str:
    """Of numbers or symbols, as the box reads them; empty where none was kept, and for texts."""
    data = run.config.data
    if data.data_set in TEXTS or not kept.is_there(run.id):
        return ""
    if data.data_set in SERIES:
        rows = kept.forecast_outputs(run.id).values[-data.window :]
        between = "; " if rows.shape[1] > 1 else " "
        return between.join(" ".join(f"{value:.10g}" for value in row) for row in rows)
    if kept.evaluation(run.id)["task"] != "classification":
        return ""
    return str(kept.texts(kept.class_outputs(run.id).texts)[0].as_py())


def show(run: RunRecord, answer: Answer | None) -> None:
    """The answer with the words, symbols or numbers that were read."""
    if answer is None:
        st.info("There is no word in that, only signs. Type a word or two.")
        return
    st.html(verdict(answer))
    if not answer.known:
        st.warning("The model knows none of these words, so this is no more than its guess when it knows nothing.")
    st.html(_words_read(answer, run.config.data.keep))
    st.caption(f"{how_much_was_read(run, answer)}{_known(run, answer)}.")


def verdict(answer: Answer) -> str:
    """HTML: the answer, how sure it is, and a bar that says it again."""
    color = COLORS.get(answer.predicted, COLORS["training"])
    if answer.probability is None:
        return f'<div style="font-size:1.4rem;font-weight:600">{escape(answer.predicted)}</div>'
    return (
        f'<div style="font-size:1.4rem;font-weight:600">{escape(answer.predicted)} · {answer.probability:.1%}</div>'
        f'<div role="img" aria-label="{answer.probability:.1%} {escape(answer.predicted)}" '
        'style="height:8px;border-radius:4px;background:rgba(128,128,128,.25);margin-top:.4rem">'
        f'<div style="width:{answer.probability:.1%};height:8px;border-radius:4px;background:{color}"></div></div>'
    )


def _words_read(answer: Answer, keep: str) -> str:
    """keep: which words are read where not all are, the `first` or the `last` ones."""
    shown = answer.read[-_SHOWN_WORDS:]
    pieces = (escape(word) if known else _unknown(word) for word, known in shown)
    cut = len(answer.read) < answer.words
    before, after = len(shown) < len(answer.read) or (cut and keep == "last"), cut and keep == "first"
    return f'<div style="line-height:1.7">{"… " if before else ""}{" ".join(pieces)}{" …" if after else ""}</div>'


def _unknown(word: str) -> str:
    return (
        '<span title="not in the vocabulary" style="text-decoration:underline dotted;opacity:.65">'
        f"{escape(word[:60])}<sup>?</sup></span>"
    )


def how_much_was_read(run: RunRecord, answer: Answer) -> str:
    data_set = run.config.data.data_set
    one = "word" if data_set in TEXTS else "symbol" if data_set in SYMBOLS else "number"
    total = f"1 {one}" if answer.words == 1 else f"{answer.words:,} {one}s"
    return f"It read {len(answer.read):,} of {total}" if len(answer.read) < answer.words else f"It read {total}"


def _known(run: RunRecord, answer: Answer) -> str:
    """Of words, how many it does not know."""
    unknown = len(answer.read) - answer.known
    if run.config.data.data_set not in TEXTS:
        return ""
    return f"; {unknown:,} it does not know (underlined, with ?)" if unknown else " and knows all of them"
