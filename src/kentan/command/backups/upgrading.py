"""升级之前: what this version would change in the tables, and a backup before anything is."""

from __future__ import annotations

from pathlib import Path

from kentan.command.backups import making
from kentan.command.failure import tell


def pending() -> list[str]:
    """The migrations that this database lacks; an untouched database lacks none that anybody would miss."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _back in plan] if executor.loader.applied_migrations else []


def safely(url: str, data: Path) -> Path | None:
    """A backup, when older tables hold something; None when there was nothing to bring up. Raises Failure."""
    if not pending():
        return None
    target = making.folder_of(data) / f"before-{making.version()}-{making.stamp()}{making.SUFFIX}"
    tell(f"升级前先备份 backing up before the upgrade：{target}")
    making.back_up(url, data, target)
    return target
