"""Bytes to Source: where they come from, what format they are, and what is not text at all."""

from notice_parse.loading.document import Member, load, load_all

__all__ = ["Member", "load", "load_all"]
