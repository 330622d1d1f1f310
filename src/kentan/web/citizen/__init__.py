"""群众的一面: say something, see what became of it; no account, no script needed."""
