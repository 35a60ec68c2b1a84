"""``python -m inovasi`` is ``inovasi``, for where the command is not on the PATH."""

import sys

from inovasi.cli import main

if __name__ == "__main__":
    sys.exit(main())
