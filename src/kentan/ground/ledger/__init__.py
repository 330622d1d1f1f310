"""流转·留痕·文号·消息·附件. `advance.py` is the only door through which a state changes."""
