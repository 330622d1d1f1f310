"""中文: what is done to words before anything else: tidy, refuse, compare."""
