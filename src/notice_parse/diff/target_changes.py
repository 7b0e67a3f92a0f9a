"""From two targets of one indicator to what changed between them."""

from __future__ import annotations

from decimal import Context, Decimal

from notice_parse.diff.records import TargetChange, TargetChangeKind, TargetRef
from notice_parse.diff.targets import TargetPair
from notice_parse.diff.views import TargetView
from notice_parse.diff.words import words
from notice_parse.records import NumericTarget, Quantity

_TWELVE_DIGITS = Context(prec=12)
_GROWTH_ENDS = ("增速", "增幅", "增长率")
_FIRMNESS = {"approx": 0, "eq": 1, "ge": 1, "le": 1, "gt": 2, "lt": 2}
_UP = frozenset({"ge", "gt"})
_DOWN = frozenset({"le", "lt"})


def to_ref(target: TargetView) -> TargetRef:
    record = target.record
    return TargetRef(
        task_id=target.task.record.id,
        indicator=record.indicator,
        action=record.action,
        comparator=record.comparator,
        value=record.value,
        value_high=record.value_high,
        unit=record.unit,
        quantity=record.quantity,
        measure=record.measure,
        deadline=record.deadline,
        text=record.text,
        line=record.span.line_start,
    )


def one_sided(target: TargetView, *, is_new: bool) -> TargetChange:
    """A target that the other document does not have."""
    ref = to_ref(target)
    if is_new:
        return TargetChange(change="new", old=None, new=ref, score=Decimal(1))
    return TargetChange(change="dropped", old=ref, new=None, score=Decimal(1))


def compare_targets(pair: TargetPair) -> TargetChange:
    """The change between two paired targets, in the base unit."""
    old, new = pair.old.record, pair.new.record
    kind = kind_of_change(old, new)
    change = TargetChange(
        change=kind,
        old=to_ref(pair.old),
        new=to_ref(pair.new),
        score=round(Decimal(pair.score), 3),
        evidence=_evidence(pair),
    )
    if kind in ("raised", "lowered", "same", "bound-changed"):
        before, after = _middle(old.quantity), _middle(new.quantity)
        change.absolute = _TWELVE_DIGITS.subtract(after, before)
        change.relative = round((after - before) / abs(before), 4) if before else None
        # Fewer villages above a higher income may be more: where the criterion changed, the number alone does not tell.
        change.stricter = _is_stricter(kind, old, new) if pair.old.digits == pair.new.digits else None
    return change


def kind_of_change(old: NumericTarget, new: NumericTarget) -> TargetChangeKind:
    """What kind of change it is; the number counts before the bound, and neither where they measure otherwise."""
    if _measures_otherwise(old, new):
        return "measure-changed"
    if not _same_unit(old.quantity, new.quantity):
        return "unit-changed"
    before, after = _middle(old.quantity), _middle(new.quantity)
    if after != before:
        return "raised" if after > before else "lowered"
    is_range = old.quantity.value_high != new.quantity.value_high
    return "bound-changed" if is_range or old.comparator != new.comparator else "same"


def _middle(quantity: Quantity) -> Decimal:
    value = quantity.value if quantity.value_high is None else (quantity.value + quantity.value_high) / 2
    # A base value may be a fraction without end (亩 to 平方米); its last digits depend on how it was written.
    return _TWELVE_DIGITS.plus(value)


def _same_unit(old: Quantity, new: Quantity) -> bool:
    if old.unit == new.unit:
        return True
    counted = words().classifiers
    return old.unit in counted and new.unit in counted


def _measures_otherwise(old: NumericTarget, new: NumericTarget) -> bool:
    before, after = _measure(old), _measure(new)
    if before == after or {before, after} == {"stock", "amount"}:
        return False
    # 新建20公里 and 建成20公里 are one measure, whatever the verb; 余额 and 新增 are not.
    return not {before, after} <= {"flow", "amount"}


def _measure(target: NumericTarget) -> str:
    """`growth`, `change`, `stock` (at the end of the year), `flow` (during the year), or `amount` where not told."""
    known = words()
    if target.measure in ("growth", "change"):
        return target.measure
    if target.measure == "increment":
        return "flow"
    if target.quantity.dimension == "ratio" and target.indicator.endswith(_GROWTH_ENDS):
        return "growth"
    told = any(word in target.indicator for word in known.stock_words) or target.action in known.stock_actions
    return "stock" if told else "amount"


def _is_cap(target: NumericTarget) -> bool:
    """Whether less is better: a ceiling, or an indicator that is to fall."""
    known = words()
    if target.measure == "limit" or target.comparator in _DOWN or target.action in known.cap_actions:
        return True
    return (
        target.comparator not in _UP and target.measure == "level" and target.indicator.endswith(known.lower_is_better)
    )


def _is_stricter(kind: TargetChangeKind, old: NumericTarget, new: NumericTarget) -> bool | None:
    """Whether the new commitment is harder to meet; the number decides before the bound."""
    if {old.comparator, new.comparator} & _UP and {old.comparator, new.comparator} & _DOWN:
        return None
    if kind in ("raised", "lowered"):
        return (kind == "lowered") == (_is_cap(old) or _is_cap(new))
    if kind == "same":
        return False
    firmness = _FIRMNESS[new.comparator] - _FIRMNESS[old.comparator]
    return firmness > 0 if firmness else None


def _evidence(pair: TargetPair) -> list[str]:
    old, new = pair.old.record, pair.new.record
    found = ["same indicator" if old.indicator == new.indicator else f"indicator alike {pair.names:.2f}"]
    if pair.old.digits != pair.new.digits:
        before, after = ("、".join(sorted(t.digits, key=Decimal)) or "none" for t in (pair.old, pair.new))
        found.append(f"criterion {before} to {after}")
    if pair.context >= 0.2:
        found.append(f"surroundings alike {pair.context:.2f}")
    if pair.repeated:
        found.append("repeats another target of its side")
    if old.comparator != new.comparator:
        found.append(f"bound {old.comparator} to {new.comparator}")
    if old.deadline != new.deadline:
        found.append(f"deadline {old.deadline or 'none'} to {new.deadline or 'none'}")
    return found
