"""`python -m notice_parse` is the command `notice-parse`."""

from notice_parse.cli.main import main

if __name__ == "__main__":
    main()
