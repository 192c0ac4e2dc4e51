"""A seeded writer of short film reviews whose sentiment lies in the order of the words.

The reviews come from a small grammar in which every symbol is expanded with a polarity. A slot such as
``{noun}`` passes the polarity of its phrase on; a slot such as ``{~noun}`` turns it around. The label is the
polarity a review was started with, so it is right by construction and never guessed from the words.

What keeps a bag of words from reading along:

* *negation*: "nobody in the cinema found the plot dull" praises with a word of blame;
* *order*: "not a gem but a flop" and "not a flop but a gem" consist of the same words;
* *contrast*: in "although the plot was dull, the film was charming" both polarities occur, and only the
  verdict on the whole film counts;
* *distance*: "they promised me a bore, but over two long hours they were proved wrong" joins two words that are
  far apart, and neither of them says anything alone.

Plain verdicts ("the acting was superb") are mixed in, so that counting words helps, but only so far.

With a *gap* the verdict comes first and neutral sentences follow, at least so many words of them. They say nothing about
the label, so whoever reads only the last `gap` words is right one time in two: what a model without a memory can reach.
"""

import re
from random import Random

from lstm_core.errors import LabError

CLASSES = ("negative", "positive")
MAX_COUNT = 200_000
MAX_GAP = 500
GRAMMAR_VERSION = 1  # part of every run's key: raise it when the same seed would give other reviews

# The signs are the two polarities: "+" praises and "-" blames. Every adjective must keep a clear meaning after
# "not ... at all", which rules out extremes such as "awful".
ADJECTIVES = {
    "+": ("good", "clever", "charming", "gripping", "convincing", "elegant", "superb", "fresh"),
    "-": ("bad", "dull", "clumsy", "boring", "tedious", "stale", "weak", "lazy"),
}
NOUNS = {
    "+": ("a masterpiece", "a triumph", "a delight", "a gem"),
    "-": ("a disaster", "a bore", "a muddle", "a flop"),
}

# Chance picks evenly among the phrases of a rule, so repeating one makes it more frequent. The shares of
# "verdict" are balanced so that counting words is right about three times in four.
RULES = {
    "review": (
        "{opening}. {verdict}.",
        "{verdict}. {closing}.",
        "{opening}. {verdict}. {closing}.",
    ),
    "verdict": ("{plain}",) * 15 + ("{negation}",) * 3 + ("{contrast}",) * 2 + ("{order}",) + ("{distance}",) * 3,
    "plain": (
        "{part} {praise}",
        "{whole} {praise}",
        "{whole} was {noun}",
        "{part} {praise}, and {whole} was {noun}",
        "everybody in the cinema found {part} {adjective}",
        "I always found {part} {adjective}",
    ),
    "praise": (
        "was {adjective}",
        "was truly {adjective}",
        "was {adjective} from start to finish",
        "was in every way {adjective}",
    ),
    "negation": (
        "{part} {denial}",
        "{whole} {denial}",
        "nobody in the cinema found {part} {~adjective}",
        "I never found {part} {~adjective}",
    ),
    "denial": (
        "was not {~adjective} at all",
        "wasn't {~adjective} at all",
        "wasn't in any way {~adjective}",
    ),
    "contrast": (
        "although {part} {~opinion}, {whole} {opinion}",
        "{whole} {opinion}, although {part} {~opinion}",
        "{part} {~opinion}, but {whole} {opinion}",
        "I expected {~noun}, but {part} {praise}",
    ),
    "order": (
        "{whole} was not {~noun} but {noun}",
        "{whole} was {noun}, not {~noun}",
        "I expected {~noun} and got {noun}",
        "I got {noun} where I had expected {~noun}",
    ),
    "distance": (
        "{crowd} promised me {noun}, and {meanwhile} they were proved right",
        "{crowd} promised me {~noun}, but {meanwhile} they were proved wrong",
        "{crowd} said that {part} {opinion}, and {meanwhile} they were proved right",
        "{crowd} said that {part} {~opinion}, but {meanwhile} they were proved wrong",
    ),
    "opinion": ("{praise}", "{praise}", "{praise}", "{denial}"),
    "whole": ("the film", "the movie", "the whole thing"),
    "part": ("the plot", "the acting", "the script", "the ending", "the music", "the dialogue"),
    "crowd": ("the critics", "the newspapers", "my neighbours"),
    "companion": ("aunt", "brother", "dentist", "landlord", "grandmother"),
    "meanwhile": (
        "in the end",
        "over two long hours",
        "before the first pickle was gone",
        "as the popcorn grew cold",
        "while the usher ate a lasagna",
    ),
    "opening": (
        "I saw it with my {companion} on a {weather} {day}",
        "on a {weather} {day} my {companion} took me to the cinema",
        "my {companion} had a spare ticket for {day}",
    ),
    "closing": (
        "then I took the last {vehicle} home",
        "my {companion} ate {number} {snack}",
        "the man in front of me wore {number} hats",
    ),
    "early": ("{opening}. {verdict}", "{verdict}"),
    "aside": ("{opening}", "{closing}", "{closing}"),
    "weather": ("rainy", "windy", "snowy", "foggy"),
    "day": ("Monday", "Tuesday", "Friday", "Sunday"),
    "vehicle": ("bus", "tram", "ferry"),
    "number": ("two", "three", "seven", "eleven"),
    "snack": ("pretzels", "sandwiches", "pickles"),
}

SLOT = re.compile(r"(\{~?\w+\})")
WORD = re.compile(r"[a-z']+")


def _parse(phrase: str, sign: str) -> list[str]:
    """Split a phrase into literal text and signed symbols: with sign "-", "{~noun}" becomes "+noun"."""
    opposite = "-" if sign == "+" else "+"
    pieces = filter(None, SLOT.split(phrase))
    return [piece.replace("{~", opposite).replace("{", sign).rstrip("}") for piece in pieces]


def _build_grammar() -> dict[str, list[list[str]]]:
    return {
        sign + symbol: [_parse(phrase, sign) for phrase in phrases]
        for sign in "-+"
        for symbol, phrases in {**RULES, "adjective": ADJECTIVES[sign], "noun": NOUNS[sign]}.items()
    }


def _collect_words() -> frozenset[str]:
    pieces = {piece for phrases in GRAMMAR.values() for phrase in phrases for piece in phrase}
    return frozenset(WORD.findall(" ".join(pieces - GRAMMAR.keys()).lower()))


GRAMMAR = _build_grammar()
WORDS = _collect_words()


def _expand(symbol: str, chance: Random) -> str:
    phrases = GRAMMAR[symbol]
    # chance.choice would do the same, but make the writing of many reviews a fifth slower.
    phrase = phrases[int(chance.random() * len(phrases))]
    return "".join([_expand(piece, chance) if piece in GRAMMAR else piece for piece in phrase])


def _write_review(label: int, chance: Random, gap: int) -> str:
    if not gap:
        return _capitalised(_expand("-+"[label] + "review", chance).split(". "))
    sentences, words = _expand("-+"[label] + "early", chance).split(". "), 0
    while words < gap:
        aside = _expand("+aside", chance)  # neutral: the same for both signs
        sentences.append(aside)
        words += aside.count(" ") + 1
    return _capitalised(sentences) + "."


def _capitalised(sentences: list[str]) -> str:
    return ". ".join([sentence[0].upper() + sentence[1:] for sentence in sentences])


def generate(count: int, seed: int, gap: int = 0) -> tuple[list[str], list[int]]:
    """Write ``count`` different reviews and their class indices into CLASSES, in shuffled order.

    The two classes are balanced to within one review, and the same arguments always give the same reviews; the first
    reviews of a larger count need not agree with a smaller one. ``count`` runs from 2 to MAX_COUNT, ``seed`` is any
    integer from 0 up. ``gap``: at least so many words, up to MAX_GAP, stand between the verdict and the end of a review.
    Raises LabError when ``count`` or ``gap`` lies outside its range.
    """
    if not 2 <= count <= MAX_COUNT:
        raise LabError(f"The number of toy reviews must lie between 2 and {MAX_COUNT}, but it is {count}.")
    if not 0 <= gap <= MAX_GAP:
        raise LabError(f"The gap must lie between 0 and {MAX_GAP} words, but it is {gap}.")
    chance = Random(seed)
    labels: dict[str, int] = {}
    while len(labels) < count:
        label = len(labels) % 2
        labels.setdefault(_write_review(label, chance, gap), label)
    reviews = list(labels.items())
    chance.shuffle(reviews)
    return [text for text, _ in reviews], [label for _, label in reviews]
