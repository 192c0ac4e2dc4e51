"""`python -m lstm_core`: see `lstm_core.cli`."""

import sys

try:
    from lstm_core.cli import main

    main()
except KeyboardInterrupt:  # while the libraries were loaded
    sys.stderr.write("Interrupted.\n")
    sys.exit(130)
