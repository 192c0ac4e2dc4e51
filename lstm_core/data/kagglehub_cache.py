"""What every way to Kaggle shares: where kagglehub keeps what it downloaded, and why it could not, in a line."""

import os
from pathlib import Path


def cached(handle: str) -> Path:
    """The folder of a data set `owner/name` in kagglehub's cache, whether it is there or not."""
    cache = Path(os.environ.get("KAGGLEHUB_CACHE") or Path.home() / ".cache" / "kagglehub")
    return cache / "datasets" / handle


def reason(problem: Exception | None) -> str:
    """Why Kaggle did not answer, in one line; a lost connection otherwise comes with a screen of addresses."""
    kinds = [kind.__name__ for kind in type(problem).__mro__]  # a ProxyError of requests is a ConnectionError
    if any("Connection" in kind or "Timeout" in kind for kind in kinds):
        return "there is no connection to Kaggle"
    status = getattr(getattr(problem, "response", None), "status_code", None)
    if status in (401, 403):
        return "Kaggle does not give it without an account, or not to this one"
    if status == 404:
        return "Kaggle knows no such data set or file"
    said = (str(problem or "").strip() or "no reason was given").splitlines()[0]
    return f"Kaggle answered {kinds[0]}: {said[:200]}"
