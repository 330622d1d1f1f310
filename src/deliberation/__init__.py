"""议事的学问: the pure core.

Values in, explained values out; no Django, no clock, no files, no chance of its own.
"""
