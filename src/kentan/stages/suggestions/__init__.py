"""建议: points found in what was said, gathered into suggestions, assigned, answered, rated, looked back upon.

Who acts: staff and chairs of congress bodies assign (交办); units reply; deputies rate. Merging never destroys an
original: points are linked, and a link is superseded, never deleted.
"""
