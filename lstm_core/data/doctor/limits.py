"""How much is read of what comes from outside."""

MOST_BYTES = 200_000_000  # of a file
MOST_UNPACKED = 1_000_000_000  # bytes of an archive once unpacked
MOST_RATIO = 200  # unpacked to packed, where it is much
MOST_MEMBERS = 250_000  # of an archive
MOST_RAW_ROWS = 5_000_000
MOST_ROWS = 200_000  # that are kept
MOST_COLUMNS = 2_000
MOST_CELLS = 60_000_000
MOST_CLASSES = 100
MOST_CHARACTERS = 1_000_000  # of a cell
