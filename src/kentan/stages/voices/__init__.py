"""民声: what a citizen said through a code, a station, by proxy or by import; and its way as a ticket (民情件).

Who acts: citizens (no account), deputies, liaisons of units, staff of towns, streets and the city.
A deputy relays (反映) and never assigns (交办).
"""
