import json
import math

import pytest

from lstm_core.plain_json import as_json


def test_what_is_no_number_is_null_in_json():
    content = {"losses": [math.inf, -math.inf, 0.5], "scores": (math.nan, {"mae": math.nan, "name": "NaN"})}
    found = json.loads(as_json(content), parse_constant=pytest.fail)
    assert found == {"losses": [None, None, 0.5], "scores": [None, {"mae": None, "name": "NaN"}]}


def test_all_else_is_plain_json():
    content = {"text": "😀", "counts": [1, True, None], "mean": 0.1}
    assert as_json(content) == json.dumps(content)
