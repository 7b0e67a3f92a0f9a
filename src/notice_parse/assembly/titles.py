"""The leading theme phrase of a task: 拼出项目建设加速度。"""

from __future__ import annotations

import re

from notice_parse.text.passage import Passage
from notice_parse.text.patterns import compile_pattern

_THEME = compile_pattern(r"(?P<title>[^。;!?:]{4,30})(?P<end>[。:!])(?=.{8,})")


def theme_of(text: Passage) -> str | None:
    """The first sentence, where it is short, holds no figure, at most one comma, and a longer text follows it."""
    match = _THEME.match(text.folded)
    if not match:
        return None
    title = match["title"]
    if title.count(",") > 1 or re.search(r"\d", title) or ("、" in title and len(title) > 20):
        return None
    if match["end"] == ":" and re.search(r"(?:如下|包括|其中|目标[是为]?|措施|要求[是为]?)$", title):
        return None
    return text.clean[: match.end("title")]
