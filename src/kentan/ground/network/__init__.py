"""1+12+122+153: areas, organisations, liaison stations, deputies, posts held, and the codes people scan."""
