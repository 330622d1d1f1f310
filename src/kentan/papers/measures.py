"""版面: the figures of GB/T 9704-2012 in the units of a word-processor file. A twip is 1/20 point, 1/1440 inch."""

from __future__ import annotations

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
"""A4, 210 × 297 mm."""
TOP, BOTTOM, LEFT, RIGHT = 2098, 1984, 1587, 1474
"""天头 37 mm, 订口 28 mm, so that 版心 is 156 × 225 mm."""
WIDTH = PAGE_WIDTH - LEFT - RIGHT
"""版心: 8,845 twips, 28 characters of 3 号."""
FOOTER = 1587
"""28 mm from the edge: 7 mm below 版心."""
FOOT_LINE = 320
"""16 pt: with 28 mm below it the number stays under 版心 and takes no line from the body."""
LINE = 579
"""28.95 pt: 22 lines fill 版心; exactly 29 pt would give 21."""
TIGHT = -5
"""What each of the 28 characters of 16 pt gives up, in 1/20 pt: 28 × 15.75 pt fill 442.25 pt. A grid of characters would do the same
in one word processor and tear the lines apart in another."""
BODY, TITLE, SMALL, TINY = 32, 44, 28, 24
"""3 号 16 pt, 2 号 22 pt, 4 号 14 pt, 小 4 号 12 pt, in half-points."""
TITLE_LINE = 700
INDENT = 640
"""Two characters of 3 号."""
FANG, SONG, HEI, KAI, TITLES = "仿宋_GB2312", "宋体", "黑体", "楷体_GB2312", "方正小标宋简体"
"""The names that an office's machine knows; the files themselves are nobody's to ship."""
RED = "FF0000"
TITLE_CHARACTERS = 20
"""How many characters of the title stand on a line."""
CHARACTERS = 28
CELL = 108
"""What a cell keeps free at its left and right."""
WHOLE = 14
"""A row of so many lines or fewer is not torn by the end of a page."""
NUMERALS = "一二三四五六七八九十"
