"""Districts that one year's table names in full and another's in short: 云东街道 and 云东."""

from __future__ import annotations

from collections.abc import Collection

_KINDS = ("街道", "镇", "乡", "区", "县", "市", "旗")


def same_areas(before: Collection[str], after: Collection[str]) -> dict[str, str]:
    """For areas of the year before that the year after names otherwise: the name it has there.

    Only where one name is the other with its kind, and no third one could be meant: 云东 is 云东街道, but neither of two
    where there is 云东镇 as well.
    """
    old = [area for area in before if area not in after]
    new = [area for area in after if area not in before]
    fits = {area: [other for other in new if _is_one(area, other)] for area in old}
    taken = [others[0] for others in fits.values() if len(others) == 1]
    return {area: others[0] for area, others in fits.items() if len(others) == 1 and taken.count(others[0]) == 1}


def _is_one(area: str, other: str) -> bool:
    short, full = sorted((area, other), key=len)
    return len(short) > 1 and any(short + kind == full for kind in _KINDS)
