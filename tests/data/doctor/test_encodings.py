"""How the bytes of a text file are decoded."""

import pytest
from said import Check, codes, found, labelled, text_at

UMLAUT = labelled(40, "schöner Film für alle,good")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "utf-32"]
)
def test_every_usual_encoding_is_read(check: Check, encoding: str):
    examined = check(UMLAUT.encode(encoding))
    assert text_at(examined, -1) == "schöner Film für alle"
    assert examined.roles["text"] == "review"


def test_another_encoding_is_told_with_its_row(check: Check):
    assert found(check(UMLAUT.encode("cp1252")), "encoding").row == 42
    assert "encoding" not in codes(check(UMLAUT.encode("utf-8-sig")))


def test_a_few_broken_characters_leave_the_rest_as_it_is(check: Check):
    content = UMLAUT.replace("dull", "düll").encode().replace("schöner".encode(), b"sch\xf6ner")
    examined = check(content)
    assert found(examined, "broken-characters").row == 42
    assert text_at(examined, 1) == "the plot was düll number 1"


@pytest.mark.parametrize(
    "character", [b"\xf4\x90\x80\x80", b"\xed\xa0\x80", b"\xe0\x80\x80", b"\xf0\x80\x80\x80"],
    ids=["beyond", "half of a pair", "too long for two", "too long for three"],
)  # fmt: skip
def test_bytes_that_only_look_like_utf_8_have_their_row(check: Check, character: bytes):
    """Told of UTF-8 that is broken, or of another encoding."""
    (said,) = [one for one in check(UMLAUT.encode().replace(b"sch", character)).findings if "UTF-8" in one.message]
    assert said.row == 42


def test_the_encoding_may_be_chosen(check: Check):
    assert "encoded-twice" in codes(check(UMLAUT.encode(), encoding="latin-1"))
    assert text_at(check(UMLAUT.encode("utf-16"), encoding="utf-16"), -1) == "schöner Film für alle"


def test_old_line_ends_are_read(check: Check):
    for end in ("\r", "\r\n", "\n"):
        assert check(labelled().replace("\n", end).encode()).rows == 40


def test_zero_bytes_are_told_with_their_line(check: Check):
    examined = check(labelled().replace("number 3", "num\x00ber 3"))
    assert found(examined, "zero-bytes").row == 5
    assert text_at(examined, 3).endswith("number 3")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "очень хороший фильм номер"),
        ("gb18030", "味道不错服务很快"),
        ("shift_jis", "この映画はとても良いです"),
    ],
)
def test_other_scripts_are_told_by_their_letters(check: Check, encoding: str, text: str):
    lines = [f"{text} {n} {text},{n % 2}" for n in range(60)]
    examined = check("\n".join(["text,label", *lines]).encode(encoding))
    assert found(examined, "encoding").options[0] == encoding
    assert text_at(examined, 0) == f"{text} 0 {text}"


@pytest.mark.parametrize("word", ["déjà", "żółć", "é"])
def test_letters_with_accents_are_of_no_other_script(check: Check, word: str):
    content = (
        labelled().replace("number", f"{word} {word} être").encode("cp1250" if word == "żółć" else "cp1252", "replace")
    )
    assert found(check(content), "encoding").options[0] in ("cp1252", "latin-1")
