"""进出: signing in and out, passwords, one-time codes, the demo's role switcher, the first run, photos, notices."""
