import sys

collect_ignore_glob = (
    ["test_*.py"] if sys.platform == "win32" else []
)  # benchmarks read memory as Linux and macOS tell it
