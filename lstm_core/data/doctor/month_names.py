"""The names of months in German, French and Spanish, as English ones."""

import re

_NAMES = {
    "Jan": "januar jänner jän janvier janv enero ene",
    "Feb": "februar feber février fevrier févr fév febrero",
    "Mar": "märz mär mrz maerz mars marzo",
    "Apr": "avril avr abril abr",
    "May": "mai mayo",
    "Jun": "juni juin junio",
    "Jul": "juli juillet juil julio",
    "Aug": "août aout agosto ago",
    "Sep": "septembre septiembre sept",
    "Oct": "oktober okt octobre octubre",
    "Nov": "novembre noviembre",
    "Dec": "dezember dez décembre decembre déc diciembre dic",
}
_ENGLISH = {word: month for month, words in _NAMES.items() for word in words.split()}
FOREIGN = re.compile(rf"\b(?:{'|'.join(sorted(_ENGLISH, key=len, reverse=True))})\b\.?", re.I)


def in_english(cell: str) -> str:
    """For example 3. März 2021 as 3. Mar 2021."""
    return FOREIGN.sub(lambda found: _ENGLISH[found[0].lower().rstrip(".")], cell)
