"""Invented messages: matters in Haining, each told in several ways."""

from __future__ import annotations

from random import Random

from deliberation.consolidate.similar import Item

MATTERS = {
    "灯": ["盐官镇文苑路的路灯坏了一个月，晚上看不清路", "文苑路路灯不亮，老人晚上出门害怕", "文苑路上三盏路灯坏了没人修"],
    "车": ["许村镇家纺市场门口停车难，转半小时找不到车位", "家纺市场周边没有停车位，车都停在人行道上", "家纺市场停车位太少"],
    "水": ["硖石街道东山小区下雨就积水，车库进水", "东山小区一下雨地库就积水", "东山小区排水不畅，积水到脚踝"],
    "饭": ["袁花镇老年食堂离得远，走不动", "老年食堂能不能送饭上门，袁花镇这边老人走不动", "袁花镇希望老年食堂送餐"],
}
ALONE = ["长安镇有人放烟花吵到半夜", "黄湾镇的公交车一小时一班", "丁桥镇河边的栏杆松了", "马桥街道小学门口没有斑马线"]
CLASSES = {
    "交通": [
        "公交一小时一班太少",
        "路口红绿灯太短",
        "斑马线看不清",
        "停车位不够",
        "道路坑洼难走",
        "公交站没有雨棚",
        "路灯不亮影响开车",
        "电瓶车乱停",
    ],
    "教育": [
        "学校食堂贵",
        "小学门口接送拥堵",
        "幼儿园学位不够",
        "作业太多",
        "教师流动大",
        "校服质量差",
        "暑期托管名额少",
        "学区划分不公",
    ],
    "环境": [
        "河水发臭",
        "夜里烧垃圾冒黑烟",
        "工地噪声大",
        "油烟扰民",
        "垃圾桶没人清",
        "养鸡场气味大",
        "污水直排河道",
        "绿化带枯死",
    ],
}


def a_matter_file() -> tuple[list[Item], dict[str, str]]:
    """Items and the matter of each."""
    items, matter = [], {}
    for name, texts in MATTERS.items():
        for number, text in enumerate(texts):
            items.append(Item(f"{name}{number}", text, sender=f"人{number}"))
            matter[f"{name}{number}"] = name
    for number, text in enumerate(ALONE):
        items.append(Item(f"单{number}", text))
        matter[f"单{number}"] = f"单{number}"
    return items, matter


def labelled(many: int = 240, seed: int = 1) -> list[tuple[str, str]]:
    """(class, text): two of the class's own sentences in an invented letter."""
    chance, made = Random(seed), []
    for number in range(many):
        label = chance.choice(sorted(CLASSES))
        said = chance.sample(CLASSES[label], 2)
        made.append(
            (
                label,
                f"您好，{chance.choice(['盐官镇', '许村镇', '硖石街道'])}第{number}号来信：{said[0]}，{said[1]}，请有关部门看一看。",
            )
        )
    return made
