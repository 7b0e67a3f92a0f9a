"""The library's functions: bytes or text in, records out."""

from __future__ import annotations
