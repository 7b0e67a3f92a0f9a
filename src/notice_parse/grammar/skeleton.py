"""A file to begin an extension with: commented, valid, and with one of each thing that it can hold."""

from __future__ import annotations

import re

from notice_parse.errors import UsageError

_ID = re.compile(r"[a-z][a-z0-9_.-]*")

_ENGLISH = """\
# An extension of the shipped grammar. docs/tutorial.md goes through one step by step, docs/grammar.md tells the whole
# form; an editor can check the file while you type with docs/grammar.schema.json.
#     notice-parse explain 通知.txt --line 12       why a line is not read
#     notice-parse grammar check {name}.yaml        what is wrong in this file
#     notice-parse grammar test {name}.yaml         runs the examples of its rules
#     notice-parse grammar compare national {name}.yaml 通知.txt
#     notice-parse extract --grammar {name}.yaml 通知.txt
# What stands here are samples: put your own in their place and leave out what you do not need.
schema: 1
id: '{name}'
extends: '{extends}'
about: '{about}'
{place}
# 1. Words for lists of the base, by their full names. `notice-parse grammar show responsibility.labels` shows a list.
vocabulary:
  # A field before a colon (承办股站：…), what it holds (units, leaders, deadline) and in which role (responsible, lead,
  # cooperating; for a deadline null).
  responsibility.labels:
    '承办股站': {{field: 'units', role: 'responsible'}}
  # Names of units under the standard name that they belong to.
  departments.functions:
    '发展改革部门': {{names: ['经发股站']}}
  # measures.counts: ['垛']                 # words for counting
  # comparators.before: {{'保底': 'ge'}}      # before a number: eq, ge, gt, le, lt, approx; after it: comparators.after

# 2. Words that a rule of the base matches as well. `notice-parse grammar show header.note-line` shows a rule.
also:
  responsibility.phrase.lead: ['挂帅']
  header.note-line: ['提示:', '温馨提示:']
  # tables.column.tasks: ['事体']           # headers of columns: tables.column.lead, .cooperating, .deadline …

# 3. Rules, where words do not do: here for a number before a heading (甲、产业提质). `(?P<number>…)` names what the number is.
rules:
  - id: 'headings.{name}-stem'
    reason: '天干编号：甲、产业提质。'
    pattern: '(?P<number>[甲乙丙丁戊己庚辛壬癸])、'
    set: {{level: 2}}
    examples:
      - {{text: '甲、产业提质', finds: [{{number: '甲'}}]}}
      # A near miss: a text like it in which the rule must find nothing.
      - {{text: '甲类仓库', finds: []}}

# Words of the base that mean something else here:
# remove:
#   header.attach_verbs: ['批转']
# New values for words of a mapping:
# replace:
#   responsibility.labels:
#     '责任': {{field: 'units', role: 'lead'}}
"""
_CHINESE = """\
# 在自带规则之上扩充。docs/tutorial.zh-CN.md 一步步讲怎样写，docs/grammar.md 讲全部写法；
# 编辑器配上 docs/grammar.schema.json，可以边写边检查。
#     notice-parse explain 通知.txt --line 12       这一行为什么没有读出来
#     notice-parse grammar check {name}.yaml        这个文件有什么问题
#     notice-parse grammar test {name}.yaml         运行规则的例子
#     notice-parse grammar compare national {name}.yaml 通知.txt
#     notice-parse extract --grammar {name}.yaml 通知.txt
# 下面都是样例：换成自己的，用不着的删掉。
schema: 1
id: '{name}'
extends: '{extends}'
about: '{about}'
{place}
# 一、往自带的词表里加词，写词表的全名。notice-parse grammar show responsibility.labels 显示一个词表。
vocabulary:
  # 冒号前的字段名（承办股站：…）：里面是什么（units 单位、leaders 领导、deadline 时限），什么角色
  # （responsible 责任、lead 牵头、cooperating 配合；时限写 null）。
  responsibility.labels:
    '承办股站': {{field: 'units', role: 'responsible'}}
  # 单位的本地叫法，写在它的标准名称下面。
  departments.functions:
    '发展改革部门': {{names: ['经发股站']}}
  # measures.counts: ['垛']                 # 量词
  # comparators.before: {{'保底': 'ge'}}      # 数字前的比较词：eq、ge、gt、le、lt、approx；数字后的写 comparators.after

# 二、自带规则另外要认的词。notice-parse grammar show header.note-line 显示一条规则。
also:
  responsibility.phrase.lead: ['挂帅']
  header.note-line: ['提示:', '温馨提示:']
  # tables.column.tasks: ['事体']           # 表格的栏名：tables.column.lead、.cooperating、.deadline 等

# 三、加词不够时写规则：这里是标题前的编号（甲、产业提质）。(?P<number>…) 括住的就是编号。
rules:
  - id: 'headings.{name}-stem'
    reason: '天干编号：甲、产业提质。'
    pattern: '(?P<number>[甲乙丙丁戊己庚辛壬癸])、'
    set: {{level: 2}}
    examples:
      - {{text: '甲、产业提质', finds: [{{number: '甲'}}]}}
      # 反例：看着相似、但规则什么都不该找到的文字。
      - {{text: '甲类仓库', finds: []}}

# 自带的词，在这里是别的意思：
# remove:
#   header.attach_verbs: ['批转']
# 给已有的词换一个值：
# replace:
#   responsibility.labels:
#     '责任': {{field: 'units', role: 'lead'}}
"""
_PLACED_ENGLISH = "# Used only for notices of these places and of what lies in them."
_PLACED_CHINESE = "# 只用于这些地方及其下辖地方的公文。"


def skeleton(name: str, *, place: str | None = None, extends: str = "national", chinese: bool = False) -> str:
    """The text of a new extension, with comments in English or Chinese.

    Errors: UsageError for a name that cannot be an id.
    """
    if not _ID.fullmatch(name):
        raise UsageError(
            f"{name} cannot be the name of a grammar", hint="small letters, digits and . _ - beginning with a letter"
        )
    places = [part for part in re.split(r"[,，、]", place or "") if part]
    about = f"{'、'.join(places)}的写法" if places else "本单位文件的写法"
    listed = ", ".join(f"'{part}'" for part in places)
    line = f"{_PLACED_CHINESE if chinese else _PLACED_ENGLISH}\nplace: [{listed}]\n"
    text = _CHINESE if chinese else _ENGLISH
    return text.format(name=name, extends=extends, about=about, place=line if places else "")
