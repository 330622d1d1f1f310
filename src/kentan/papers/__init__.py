"""公文: facts in, bytes out. Knows no stage, no database and no clock; the same facts give the same bytes.

Body by GB/T 9704-2012; the head of a 专报 by custom, from a `Head` that an office may replace.
"""
