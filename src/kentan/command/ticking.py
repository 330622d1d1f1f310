"""`./kentan tick`: do now what the clock owes; at another time only on demo data or as a dry run."""

from __future__ import annotations

import argparse
import os
from datetime import datetime

from kentan.command.failure import ARGUMENTS, Failure
from kentan.command.inside import database
from kentan.command.prepare import is_demo


def moment_of(written: str) -> datetime:
    """2026-12-01T09:00 in Haining's time. Raises Failure."""
    from kentan.ground.moment import SHANGHAI

    try:
        return datetime.fromisoformat(written).replace(tzinfo=SHANGHAI)
    except ValueError as error:
        raise Failure(
            f"时间要写成 2026-12-01T09:00：{written}", f"a time looks like 2026-12-01T09:00: {written}", ARGUMENTS
        ) from error


def run(given: argparse.Namespace) -> int:
    """Tick once and say what was done."""
    with database(given) as place:
        from kentan import chores
        from kentan.command.backups.making import nightly
        from kentan.ground import moment

        told = moment_of(given.at) if given.at else moment.now()
        if told > moment.now() and not (given.dry_run or is_demo()):
            raise Failure(
                "将来的时间只能用在演示数据上，或者加 --dry-run。",
                "a future time is for demo data, or with --dry-run.",
                ARGUMENTS,
            )
        with moment.at(told):
            done = chores.dry_run() if given.dry_run else chores.tick()
            if not given.dry_run and nightly(os.environ["KENTAN_DATABASE_URL"], place.data, moment.local(told)):
                done["nightly_backup"] = 1
    for name, count in done.items():
        print(f"{name} {count}")
    return 0
