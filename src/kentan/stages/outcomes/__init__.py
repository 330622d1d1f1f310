"""转化: the policy, the livelihood project or the decision that words became."""
