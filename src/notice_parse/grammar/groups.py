"""The groups of rules that stages try in order, and the values of words that they know.

A rule that an extension adds to a group, or a word that it adds to a mapping, has to look like those of the base.
"""

from __future__ import annotations

from typing import NamedTuple

NATIONAL = "national"
"""The name of the shipped base as a whole."""


class Group(NamedTuple):
    """The rules of one file whose ids begin with `prefix`; a stage tries all of them, in order."""

    prefix: str
    file: str
    about: str
    names: tuple[str, ...] = ()
    """Named groups that each pattern must have."""
    open: tuple[str, ...] = ()
    """Keys of `set` whose values are free; of the others only those that the base uses mean something."""
    anchored: bool = False
    """Each is tried at one place, the start of a number; else a match takes all that lies in it from the later ones."""


GROUPS = (
    Group("headings.", "headings", "how items and headings are numbered", ("number",)),
    Group("kinds.title.", "kinds", "what kind of document a title is of"),
    Group("tables.column.", "tables", "what the header of a column means"),
    Group("roles.", "roles", "what a number is there for, by its neighbours", anchored=True),
    Group("numerals.", "numerals", "numerals of a form of their own"),
    Group("qualitative.", "qualitative", "commitments without a number", open=("keys",)),
    Group("responsibility.phrase.", "responsibility", "phrases that say who leads or helps", open=("keys",)),
)

CLOSED = (
    "responsibility.labels.field",
    "responsibility.labels.role",
    "measures.units.dimension",
    "comparators.before",
    "comparators.after",
    "targets.making",
    "targets.state",
    "targets.nominal",
)
"""Values of mappings (`list` or `list.key`) of which no other than those of the base mean something."""


def group_of(rule_id: str) -> Group | None:
    """The group that a rule belongs to by its id."""
    fitting = [group for group in GROUPS if rule_id.startswith(group.prefix) and rule_id != group.prefix]
    return max(fitting, key=lambda group: len(group.prefix), default=None)
