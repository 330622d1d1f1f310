"""演示县: invented people at real places. Everything is made through the same actions that people use."""

from kentan.demo.county.parts import load as load_county
from kentan.demo.county.parts import share as county_share
from kentan.demo.load import Welcome, load_if_empty, welcome

__all__ = ["Welcome", "county_share", "load_county", "load_if_empty", "welcome"]
