"""S2 的话: 137 invented items of 13 sittings, and which of them say the same (gold: 113).

39 items stand in 15 groups: one of five, six of three, eight of two; 98 stand alone.
"""

from __future__ import annotations

from dataclasses import dataclass

TOWNSHIPS = (
    "硖石街道", "海洲街道", "海昌街道", "马桥街道", "许村镇", "长安镇", "周王庙镇", "丁桥镇", "斜桥镇", "黄湾镇", "盐官镇", "袁花镇",
)  # fmt: skip
SIZES = (12, 11, 11, 11, 11, 11, 10, 10, 10, 10, 10, 10, 10)
"""Items per sitting: the city's first, then the townships in their order."""

CATEGORIES = {
    "营商环境": 31, "用工与人才": 18, "交通配套": 16, "环保执法": 14, "数字化": 12, "融资": 9, "土地能耗": 8, "其他": 5,
}  # fmt: skip
"""Suggestions per category after grouping; 113 together."""

THIRD_PARTY = (
    "环保、安全、用能检查都要我们找第三方机构出报告，一年五份，每份上万。",
    "办一个手续要先花钱请中介，中介做的东西我们自己也会做。",
    "检测公司一家一个价，检测完了部门还要再指定一家重测。",
    "有偿服务太多，能不能列一张清单，不在清单上的不准收。",
    "第三方的报告互相不认，安全的报告环保不认，一样的东西做两遍。",
)
NEAR_MISS = ("检查太多，一个月来了六拨人，生产停了两天。", "检测收费太高，一个水样收八百。")
SUBJECTS = {
    "营商环境": ("开办企业的窗口", "审批材料", "政策兑现", "招投标门槛", "涉企收费", "政府采购付款", "办证时限", "惠企政策宣传"),
    "用工与人才": ("旺季招工", "技工培训补贴", "人才公寓", "外来职工子女入学", "职称评定", "校企合作"),
    "交通配套": ("园区公交班次", "货车通行证", "园区停车位", "路口红绿灯", "物流车夜间卸货"),
    "环保执法": ("排污许可变更", "危废收集点", "环保处罚尺度", "雨污管网改造", "噪声检测"),
    "数字化": ("工业互联网平台", "数字化改造补助", "数据接口", "服务商名录", "员工数字培训"),
    "融资": ("小微贷款续贷", "抵押物评估", "担保费率", "应收账款质押"),
    "土地能耗": ("厂房扩建指标", "用能指标", "老旧厂区改造", "土地分割转让"),
    "其他": ("职工食堂", "园区医疗点", "展会参展", "出海抢单包机"),
}
WISHES = ("能不能再快一点", "希望有人专门管", "希望公开标准", "希望今年就办", "能不能一次办成")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing said: in which sitting, in which words, and the gold group that it belongs to."""

    sitting: int
    words: str
    category: str
    group: int


def alone(category: str, number: int) -> str:
    """A sentence of its own."""
    subjects = SUBJECTS[category]
    return f"{subjects[number % len(subjects)]}的事反映{number // len(subjects) + 1}回了，{WISHES[(number * 3 + len(category)) % 5]}。"


def sayings() -> list[tuple[str, str, int]]:
    """All 137 as (words, category, group), those of a group beside each other."""
    sizes = [5, *[3] * 6, *[2] * 8, *[1] * 98]
    names = [name for name, number in CATEGORIES.items() for _ in range(number)]
    found: list[tuple[str, str, int]] = []
    counted = dict.fromkeys(CATEGORIES, 0)
    for group, size in enumerate(sizes):
        category = names[(group * 31) % 113]
        number, counted[category] = counted[category], counted[category] + 1
        words = THIRD_PARTY if group == 0 else varied(alone(category, number), size)
        if size == 1 and group - len(sizes) in (-2, -1):
            words = (NEAR_MISS[group - len(sizes)],)
        found += [(sentence, category, group) for sentence in words]
    return found


def varied(sentence: str, size: int) -> tuple[str, ...]:
    """The same thing as several people say it."""
    return tuple(before + sentence for before in ("", "我也说这个：", "我们那里一样，")[:size])


def items() -> list[Item]:
    """The items dealt out to the sittings, so that a group's items are said in different rooms."""
    rooms = [room for turn in range(max(SIZES)) for room, size in enumerate(SIZES) if turn < size]
    return [Item(room, *saying) for room, saying in zip(rooms, sayings(), strict=True)]
