"""期限规则: dated rule packs and working-day calendars, and the promises that follow from them.

`packs`, `calendars`, `precedence` and `promises` are plain values and need no settings;
`models`, `queries` and `actions` keep the calendar that was imported here.
"""
