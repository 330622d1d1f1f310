"""人大工作人员的面: what has to be decided, relayed, told, made public; codes; the log."""
