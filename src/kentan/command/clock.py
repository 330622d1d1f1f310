"""时钟进程: one tick a minute; a lost database is waited for."""

from __future__ import annotations

import logging
import time

from kentan.command.prepare import ready_django

MINUTE = 60.0


def main() -> None:
    """Tick until ended."""
    ready_django()
    from django.db import Error, connections

    from kentan import chores

    while True:
        try:
            chores.tick()
        except Error:
            logging.getLogger("kentan.clock").warning("the database is away; the next tick will try again")
        finally:
            connections.close_all()
        time.sleep(MINUTE - time.time() % MINUTE)


if __name__ == "__main__":
    main()
