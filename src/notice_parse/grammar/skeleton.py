"""A file to begin an extension with: commented, valid, and with one of each thing that it can hold."""

from __future__ import annotations

import re

from notice_parse.errors import UsageError

_ID = re.compile(r"[a-z][a-z0-9_.-]*")

_TEXT = """\
# An extension of the shipped grammar. docs/grammar.md tells the format; an editor can check it while you type
# with docs/grammar.schema.json.
#     notice-parse grammar check {name}.yaml        tells what is wrong in it
#     notice-parse grammar test {name}.yaml         runs the examples of its rules
#     notice-parse grammar compare national {name}.yaml 通知.txt
#     notice-parse extract --grammar {name}.yaml 通知.txt
schema: 1
id: '{name}'
extends: '{extends}'
about: '{about}'
{place}
# Words for lists of the base, by their full names; `notice-parse grammar show responsibility.labels` shows what a list
# holds. A list without a dot in its name is this file's own, for its patterns: \\L<signs> stands for any of its words.
vocabulary:
  # A field before a colon (承办股站：…), what it holds and in which role.
  responsibility.labels:
    '承办股站': {{field: 'units', role: 'responsible'}}
  # Names of units under the standard name that they belong to.
  departments.functions:
    '发展改革部门': {{names: ['经发股站']}}
  signs: ['提示', '温馨提示']

# Words of the base that mean something else here:
# remove:
#   header.attach_verbs: ['批转']
# New values for words of a mapping:
# replace:
#   responsibility.labels:
#     '责任': {{field: 'units', role: 'lead'}}

rules:
  # `also` is another way to match what a rule of the base matches (`instead` would take its place). Without either, the
  # id puts a rule into a group that is tried in order, before those of the base: kinds.title.{name}-order.
  - id: '{name}.note-line'
    also: 'header.note-line'
    reason: '表下的注写作“提示：”。'
    pattern: '^\\L<signs>:'
    examples:
      - {{text: '提示：首位股站领办。', finds: [{{match: '提示:'}}]}}
      # A near miss: a text like it in which the rule must find nothing.
      - {{text: '提示音设备更新', finds: []}}
"""


def skeleton(name: str, *, place: str | None = None, extends: str = "national") -> str:
    """The text of a new extension.

    Errors: UsageError for a name that cannot be an id.
    """
    if not _ID.fullmatch(name):
        raise UsageError(
            f"{name} cannot be the name of a grammar", hint="small letters, digits and . _ - beginning with a letter"
        )
    places = [part for part in re.split(r"[,，、]", place or "") if part]
    about = f"{'、'.join(places)}的写法" if places else "本单位文件的写法"
    listed = ", ".join(f"'{part}'" for part in places)
    line = f"# Used only for notices of these places and of what lies in them.\nplace: [{listed}]\n"
    return _TEXT.format(name=name, extends=extends, about=about, place=line if places else "")
