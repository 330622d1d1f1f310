"""`./kentan demo`: what to look at in the demo county, step by step."""

from __future__ import annotations

import argparse

from kentan.command.failure import Failure
from kentan.command.inside import database
from kentan.command.prepare import is_demo

STEPS = (
    ("扫沈月英代表的码，说一件事", "{code}"),
    ("换成沈月英代表，看收件，转送一件", "/demo"),
    ("换成盐官镇政府联络员吴立群，接件、报结果", "/unit/"),
    ("看这场恳谈会上谁说了什么", "/talks"),
    ("看三件建议走到哪一步，为什么是这一天", "/suggestions"),
    ("看一句话最后改变了什么，再走回原话", "/outcomes"),
    ("换成陈知远，看镇人大的工作台", "/staff/"),
)


def run(given: argparse.Namespace) -> int:
    """Print the tour with links."""
    with database(given):
        if not is_demo():
            raise Failure(
                "这里不是演示数据。用 ./kentan up --data 一个新文件夹 装一份演示。", "this is no demo: start one with up --data."
            )
        from django.conf import settings

        from kentan import demo

        code = demo.welcome().code_url
        for number, (words, address) in enumerate(STEPS, 1):
            link = code if address == "{code}" else f"{settings.PUBLIC_URL}{address}"
            print(f"{number}. {words}\n   {link}")
    return 0
