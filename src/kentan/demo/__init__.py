"""演示县: invented people at real places. Everything is made through the same actions that people use."""

from kentan.demo.load import Welcome, load_if_empty, welcome

__all__ = ["Welcome", "load_if_empty", "welcome"]
