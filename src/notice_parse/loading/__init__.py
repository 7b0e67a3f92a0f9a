"""Bytes to Source: where they come from, which encoding they are in, and what is not text at all."""

from notice_parse.loading.document import load

__all__ = ["load"]
