"""恳谈: the talk itself and the record of what was said, line by line.

Who acts: staff and chair of the hosting body, those who took a seat. A citizen's name is never public.
"""
