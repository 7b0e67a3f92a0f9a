"""What changed from one year's notice to the next: tasks, targets, leaders, units and deadlines."""

from notice_parse.diff.compare import compare
from notice_parse.diff.records import Diff, Series
from notice_parse.diff.series import series

__all__ = ["Diff", "Series", "compare", "series"]
