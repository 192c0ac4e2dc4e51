"""JSON that every reader takes: it knows no infinity and nothing that is no number, so they are null."""

import json
import math
from typing import Any


def as_json(content: Any, *, ensure_ascii: bool = True) -> str:
    """On one line. ensure_ascii: whether other letters are written as escapes."""
    try:
        return json.dumps(content, ensure_ascii=ensure_ascii, allow_nan=False)
    except ValueError:
        return json.dumps(_finite(content), ensure_ascii=ensure_ascii, allow_nan=False)


def _finite(content: Any) -> Any:
    match content:
        case dict():
            return {name: _finite(value) for name, value in content.items()}
        case list() | tuple():
            return [_finite(value) for value in content]
        case float() if not math.isfinite(content):
            return None
        case _:
            return content
