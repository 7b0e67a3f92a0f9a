"""Tables written into their places in docs/performance.md; the text around them is written by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from shared import CHECKOUT

PAGE = CHECKOUT / "docs" / "performance.md"


def fill(made: Mapping[str, str], path: Path = PAGE) -> None:
    """Put each text between `<!-- NAME -->` and `<!-- end NAME -->`; other places keep what they have.

    Errors: ValueError for a name without a place.
    """
    text = path.read_text(encoding="utf-8")
    for name, content in made.items():
        place = re.compile(rf"(<!-- {re.escape(name)} -->\n).*?(<!-- end {re.escape(name)} -->)", re.S)
        text, count = place.subn(lambda match, shown=content: f"{match[1]}\n{shown}\n\n{match[2]}", text)  # type: ignore[misc]
        if count != 1:
            raise ValueError(f"{path.name} has {count} places for {name}")
    path.write_text(text, encoding="utf-8")
