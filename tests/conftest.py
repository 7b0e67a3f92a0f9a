"""Tests mean the same on every machine: nothing says that messages should be in Chinese unless a test does."""

import os

os.environ.pop("NOTICE_PARSE_LANG", None)
os.environ["LC_ALL"] = "C.UTF-8"
