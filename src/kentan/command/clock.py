"""时钟进程: one tick a minute, and tonight's backup; what fails is told and tried again at the next."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from kentan.command.prepare import ready_django

MINUTE = 60.0


def leave(number: int, frame: FrameType | None) -> None:
    """Ctrl-C and TERM end the clock without a word; what was half done is rolled back."""
    sys.exit(0)


def main() -> None:
    """Tick until ended."""
    signal.signal(signal.SIGINT, leave)
    signal.signal(signal.SIGTERM, leave)
    ready_django()
    from django.conf import settings
    from django.db import Error, connections

    from kentan import chores
    from kentan.command.backups.making import nightly
    from kentan.ground import moment

    log, tried = logging.getLogger("kentan.clock"), ""
    while True:
        try:
            chores.tick()
            now = moment.local(moment.now())
            if tried != (tried := f"{now:%Y-%m-%d %H}"):  # a backup that fails is tried again in the next hour
                nightly(os.environ["KENTAN_DATABASE_URL"], Path(settings.DATA), now)
        except Error:
            log.warning("the database is away; the next tick will try again")
        except Exception:
            log.exception("a chore failed; the next tick will try again")
        finally:
            connections.close_all()
        time.sleep(MINUTE - time.time() % MINUTE)


if __name__ == "__main__":
    main()
