"""共用的部件: what every face shares: the frame, marks, ribbon, date explanations, guards and move forms."""
