"""Numbers and times the way people read them."""

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lstm_core.config import RunConfig
from lstm_core.labs import LABS
from ui import words


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (0.4, "0 s"),
        (8.3, "8 s"),
        (59.4, "59 s"),
        (59.6, "1 min 00 s"),
        (200, "3 min 20 s"),
        (3599.4, "59 min 59 s"),
        (3599.6, "1 h 00 min"),
        (7500, "2 h 05 min"),
        (360_000, "100 h 00 min"),
    ],
)
def test_duration(seconds: float, said: str) -> None:
    assert words.duration(seconds) == said


def test_moment_is_in_the_time_of_the_server() -> None:
    assert words.moment(datetime(2026, 11, 20, 16, 20).timestamp()) == "20 Nov 2026, 16:20"
    assert words.moment(datetime(2026, 3, 1, 0, 5).timestamp()) == "1 Mar 2026, 00:05"


def test_summary_names_what_people_change() -> None:
    config = RunConfig.parse(
        {
            "model": {"hidden_size": 64, "embedding_size": 32},
            "training": {"epochs": 8, "batch_size": 16, "learning_rate": 0.001},
        }
    )
    assert words.summary(config) == "hidden 64, embedding 32, 8 epochs, batch 16, learning rate 0.001"


def test_one_epoch_is_one() -> None:
    assert "1 epoch," in words.summary(RunConfig.parse({"training": {"epochs": 1}}))


def test_summary_of_a_lab_says_only_what_it_has() -> None:
    assert words.summary(LABS["sine"].config) == "hidden 50, 50 epochs, all in one batch, learning rate 0.01"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (0.0123, "0.0123"),
        (1.23456, "1.235"),
        (12345.6, "12,346"),
        (3.4e-7, "3.4e-07"),
        (1.2e-13, "almost 0"),
        (0.5, "0.5"),
    ],
)
def test_numbers_keep_the_digits_that_matter(value: float, said: str) -> None:
    assert words.number(value) == said


def test_the_score_of_a_report() -> None:
    assert words.score({"accuracy": 0.91, "mae": 1.0}) == "91.0% right"
    assert words.score({"mae": 0.0123, "mse": 0.1}) == "off by 0.0123"


NAMES = (
    "$x$_1 `late` $y$",
    "billing & <i>refund</i> &amp; &#58;",
    "praise *wow* :red[hot]",
    ":smile: :+1: :material/home: :streamlit:",
    "a:b -- c -> d <-> e <- f >= g <= h ~= i",
    "a:->",
    "http://x.y",
    "www.x.y WWW.x.y",
    "mailto:someone@x.org",
    "visitors <b>",
    "text:red note ::leaf :::box",
    "# one",
    "- one",
    "1. one",
    "---",
    "===",
    "a | b",
    "\\ ![a](b) [^1] ~~c~~",
)
SPAN = re.compile(r":color\[\\(.)\]")
REPLACED = (  # by Streamlit 1.67, in what Markdown has left as text: links, addresses, emoji and icons, arrows
    r"https?://[-.\w]|www\.[-.\w]",
    r"[-.\w+]@[-\w]",
    r":\+1:|:[\w/-]+:",
    r"(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)",
)


def shown(markdown: str) -> str:
    """What is read; fails where anything but text comes of it."""
    for piece in re.split(SPAN.pattern.replace("(.)", "."), markdown):
        text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", piece)
        assert not any(re.search(pattern, text, re.IGNORECASE) for pattern in REPLACED), piece
        assert not re.search(r"(?<!\\):[A-Za-z]", piece), "a colour"
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(SPAN.sub(r"\\\1", markdown))
    assert [token.type for token in parsed] == (["paragraph_open", "inline", "paragraph_close"] if parsed else [])
    pieces = parsed[1].children or [] if parsed else []
    assert {token.type for token in pieces} <= {"text", "text_special"}
    return "".join(token.content for token in pieces)


@pytest.mark.parametrize("name", NAMES)
def test_names_are_shown_to_the_letter(name: str) -> None:
    assert shown(words.plain(name)) == name


@given(st.text(st.sampled_from("ab1w:./@-<>=~&#;|*_`[]{}()$!+\\ "), max_size=24))
def test_nothing_in_a_name_is_markup(name: str) -> None:
    assert shown(words.plain(name)) == name.strip()


def test_sentences_stay_as_they_are() -> None:
    said = "Column 3: 12 texts (4%), beyond 1.5; it's well-known, isn't it?"
    assert words.plain(said) == said
