"""梳理归并: proposals about messages, and the log of what people decided. Nothing is merged, routed or classed by a machine alone.

The modules are imported one by one (`classify` and `similar` load scikit-learn when they are used).
"""
