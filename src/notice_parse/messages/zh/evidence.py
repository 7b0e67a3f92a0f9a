"""What speaks for a pair of a comparison; records hold it in English.

A catalogue of its own: `{old} to {new}: {reasons}` would fit much else.
"""

EVIDENCE: dict[str, str] = {
    "same text": "文字相同",
    "shared text {part}": "相同文字 {part}",
    "target {indicator}": "指标 {indicator}",
    "phrase {phrase}": "词语 {phrase}",
    "units alike {part}": "单位相似 {part}",
    "{old} to {new}: {reasons}": "由 {old} 到 {new}：{reasons}",
    "nearest is {id} with {score}": "最接近的是 {id}，相似度 {score}",
    "same indicator": "指标相同",
    "indicator alike {part}": "指标相似 {part}",
    "criterion {old} to {new}": "标准由 {old} 变为 {new}",
    "surroundings alike {part}": "上下文相似 {part}",
    "repeats another target of its side": "与本方另一目标重复",
    "bound {old} to {new}": "界限由“{old}”变为“{new}”",
    "deadline {old} to {new}": "时限由 {old} 变为 {new}",
}
