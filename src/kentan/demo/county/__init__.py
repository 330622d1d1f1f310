"""整个县: what is told after the first story, part by part, while the first page is already being served."""
