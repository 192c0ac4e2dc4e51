"""Times and sizes the way people read them."""


def duration(seconds: float) -> str:
    """For example 8 s, 3 min 20 s, 2 h 05 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"


def memory(size: int) -> str:
    """For example 480 MB, 1.1 GB; of 1,000 each."""
    megabytes = round(size / 1e6)
    return f"{megabytes} MB" if megabytes < 1_000 else f"{size / 1e9:.1f} GB"
