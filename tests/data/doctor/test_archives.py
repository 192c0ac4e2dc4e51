"""Archives of tables and of folders of texts, and those that are refused."""

import gzip
import io
import tarfile
import zipfile

import pytest
from packed import zipped
from said import TEXTS, Check, found, labelled


def test_folders_of_texts_as_aclimdb_is_packed(check: Check):
    files = {
        f"aclImdb__{part}__{label}__{n}_7.txt": f"{part} {label} {TEXTS[n % 4]} {n}"
        for part in ("train", "test")
        for label in ("pos", "neg")
        for n in range(10)
    }
    files |= {
        "aclImdb__README": "read me",
        "aclImdb__imdb.vocab": "the\nand",
        "aclImdb__train__unsup__1_0.txt": "no label",
    }
    examined = check(zipped(**files), "aclImdb.zip")
    assert examined.roles == {"text": "text", "label": "label", "part": "part"}
    assert (examined.rows, examined.facts["classes"], examined.facts["given_test"]) == (
        40,
        {"neg": 20, "pos": 20},
        True,
    )


def test_folders_in_a_tar_archive(check: Check):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for label in ("sci.space", "rec.autos"):
            for n in range(15):
                content = f"{label} {TEXTS[n % 4]} {n}".encode()
                info = tarfile.TarInfo(f"20news/{label}/{n}")
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
    assert check(packed.getvalue(), "20news.tar.gz").facts["classes"] == {"rec.autos": 15, "sci.space": 15}


def test_a_table_in_an_archive(check: Check):
    examined = check(
        zipped(**{"train.csv": labelled(), "sample_submission.csv": "id,label\n1,2\n", ".hidden": "y"}), "archive.zip"
    )
    assert examined.rows == 40
    assert "sample_submission.csv" in found(examined, "member").message
    assert check(gzip.compress(labelled().encode()), "reviews.csv.gz").rows == 40


@pytest.mark.parametrize("folder", ["", "pos/"])
def test_texts_without_folders_of_classes_are_a_sentence(check: Check, folder: str):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for n in range(40):
            archive.writestr(f"{folder}{n}.txt", f"a text number {n}")
    assert "40 texts, but not in folders" in check(packed.getvalue(), "texts.zip").refusal()
