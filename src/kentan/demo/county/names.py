"""虚构的姓名: given out in one order, no two alike, none of anybody known."""

from __future__ import annotations

SURNAMES = "沈陆钱祝徐汤冯何高姚章董林吴俞褚费宓许金戴茹濮顾葛贺虞诸于查封蒋计卜柴干管殷邬嵇倪"
GIVEN = (
    "知行", "月琴", "国梁", "秋生", "雨桐", "建中", "巧珍", "文渊", "晓岚", "志强", "玉英", "海生", "思齐", "宝根", "丽娟", "永康", "静怡", "阿毛", "振华", "水英",
    "家骏", "素芬", "明远", "彩凤", "立新", "小芳", "成栋", "雪梅", "长根", "若兰", "伯言", "慧君", "新民", "桂香", "子安", "美华", "根发", "一诺", "福林", "云霞",
    "少平", "翠英",
)  # fmt: skip


def name(number: int) -> str:
    """The invented name with this number, from 0; as many differ as there are pairs."""
    surname = SURNAMES[number % len(SURNAMES)]
    given = GIVEN[(number // len(SURNAMES) + number % len(SURNAMES) * 5) % len(GIVEN)]
    return f"{surname}{given}"
