"""代表的面: on the phone, between two other things. Listens, relays, confirms; does not handle and does not assign."""
