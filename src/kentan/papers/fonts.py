"""字库: which of a machine's fonts can stand for the five faces of official papers when a PDF is set."""

from __future__ import annotations

from functools import cache

import typst

from kentan.papers import measures as m

SONG = (
    "SimSun", "宋体", "STSong", "Songti SC", "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "FandolSong",
)  # fmt: skip
HEI = (
    "SimHei", "黑体", "STHeiti", "Heiti SC", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN",
    "Microsoft YaHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "FandolHei",
)  # fmt: skip
FANG = (
    "FangSong_GB2312",
    "仿宋_GB2312",
    "FangSong",
    "仿宋",
    "STFangsong",
    "Zhuque Fangsong (technical preview)",
    "FandolFang R",
    "FandolFang",
)
KAI = ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "Kaiti SC", "LXGW WenKai", "FandolKai")
TITLES = ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05")
WANTED = {m.FANG: FANG + SONG, m.SONG: SONG, m.HEI: HEI, m.KAI: KAI + FANG + SONG, m.TITLES: TITLES + SONG}
"""Each face with its stand-ins, best first; after them whatever Chinese there is, so that no character is missing."""
RARE = ("Noto Serif CJK SC", "Noto Sans CJK SC", "SimSun-ExtB", "HanaMinB", "Plangothic P1")


class NoFont(RuntimeError):
    """没有中文字库."""

    def __init__(self) -> None:
        super().__init__("这台机器上没有找到中文字库，做不了 PDF。请下载 Word 文件，或者用浏览器打印。")


@cache
def installed() -> typst.Fonts:
    """The fonts of this machine, looked for once per process."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)


def faces(families: frozenset[str]) -> dict[str, list[str]]:
    """Per face the families to try, in order. Raises NoFont."""
    anything = [name for name in (*SONG, *HEI, *FANG, *KAI, *RARE) if name in families]
    if not anything:
        raise NoFont
    return {face: list(dict.fromkeys([name for name in names if name in families] + anything)) for face, names in WANTED.items()}
