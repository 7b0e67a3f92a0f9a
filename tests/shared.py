"""The real notices beside the checkout. They are not part of the project; tests that read them skip where they are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("NOTICE_PARSE_SHARED") or CHECKOUT.parent / "shared")

needs_shared = pytest.mark.skipif(
    not (SHARED / "notices").is_dir(), reason=f"the real notices are not at {SHARED} (NOTICE_PARSE_SHARED names them)"
)
