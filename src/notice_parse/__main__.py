"""`python -m notice_parse` is the command `notice-parse`."""

import sys

from notice_parse.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
