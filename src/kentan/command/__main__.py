"""One list of commands, each with a help line and an example."""

from __future__ import annotations

import argparse
import errno
import io
import os
import signal
import sys
from collections.abc import Callable

from kentan.command.arguments import Parser
from kentan.command.failure import WRONG, Failure

FULL = (errno.ENOSPC, errno.EDQUOT)
Run = Callable[[argparse.Namespace], int]


def port(written: str) -> int:
    """A port between 1 and 65535."""
    if not written.isdigit() or not 1 <= int(written) <= 65535:  # noqa: PLR2004  the range of ports
        raise argparse.ArgumentTypeError(f"端口要在 1 到 65535 之间：{written}")
    return int(written)


def parser() -> Parser:
    """Every command and its arguments."""
    made = Parser(
        prog="./kentan",
        description="恳谈 Kentan：把一句话从说出口一直送到它改变的地方。",
        epilog="例 example: ./kentan up --port 8080",
    )
    commands = made.add_subparsers(dest="command", required=True, metavar="command", parser_class=Parser)

    def add(name: str, words: str, example: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=words, description=words, epilog=f"例 example: ./kentan {example}")
        if name not in {"test", "lock"}:
            command.add_argument("--data", metavar="DIR", help="数据文件夹 data folder (default: var/)")
        return command

    up = add("up", "启动 start everything and serve", "up --lan")
    up.add_argument("--port", type=port, default=8000)
    up.add_argument("--lan", action="store_true", help="手机能打开 phones on the same network can open it")
    up.add_argument("--empty", action="store_true", help="不装演示 no demo: a first-run page")
    test = add("test", "一切检查 every check", "test --quick")
    test.add_argument("--quick", action="store_true", help="三分钟以内 without browser and slow tests")
    test.add_argument("--all", action="store_true", help="更慢的也跑 the slow ones too")
    add("doctor", "哪里不对，怎么办 what is wrong and what to do", "doctor").add_argument("--json", action="store_true")
    add("accounts", "账号 list accounts, reset a password", "accounts --reset chenzhi").add_argument("--reset", metavar="登录名")
    tick = add("tick", "做时钟欠下的事 do what the clock owes", "tick --at 2026-12-01T09:00 --dry-run")
    tick.add_argument("--at", metavar="TIME")
    tick.add_argument("--dry-run", action="store_true")
    keeping(add)
    add("demo", "演示里看什么 what to look at in the demo", "demo")
    add("lock", "重做锁文件 make the lock files again", "lock")
    for name in ("import", "export", "lab"):
        commands.add_parser(name, help=HANDED_ON[name], add_help=False)
    return made


def keeping(add: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """The commands around backups."""
    backup = add("backup", "备份成一个文件 everything into one file, while people go on working", "backup 备份.tar")
    backup.add_argument("file", nargs="?", metavar="FILE", help="default: backups/ in the data folder")
    restore = add(
        "restore",
        "从备份恢复到空文件夹 a backup into an empty folder",
        "restore 备份.tar --data /srv/kentan --phrase-file 短语.txt",
    )
    restore.add_argument("file", metavar="FILE")
    restore.add_argument(
        "--phrase-file", metavar="FILE", help="恢复短语，- 是标准输入 the recovery phrase, - reads standard input"
    )
    restore.add_argument("--without-contacts", action="store_true", help="电话读不出也恢复 telephone numbers stay closed")
    add("upgrade", "先备份再升级 back up, then bring the tables up to this version", "upgrade")


HANDED_ON = {
    "import": "导入 import voices, suggestions, deputies, units or stations from a table",
    "export": "导出 export voices or suggestions to a table",
    "lab": "单独使用引擎 use an engine alone: lab deadline",
}


def runner(name: str) -> Run:
    """The module behind a command, loaded only when it is asked for."""
    from kentan.command import accounts, backup, check, doctor, lock, restore, ticking, tour, up, upgrade

    return {
        "up": up.run, "test": check.run, "doctor": doctor.run, "accounts": accounts.run, "tick": ticking.run,
        "demo": tour.run, "lock": lock.run, "backup": backup.run, "restore": restore.run, "upgrade": upgrade.run,
    }[name]  # fmt: skip


def handed_on(name: str, rest: list[str]) -> int:
    """Commands with arguments of their own."""
    if name == "lab":
        from kentan.command import lab

        return lab.main(rest)
    from kentan.command.files import handing

    return handing.main(name, rest)


def main(argv: list[str]) -> int:
    """Run one command; failures are sentences, INT and TERM let everything that was started be stopped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        if argv and argv[0] in HANDED_ON:
            return handed_on(argv[0], argv[1:])
        given = parser().parse_args(argv)
        return runner(given.command)(given)
    except Failure as failure:
        return failure.tell()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG
    except OSError as error:
        if error.errno not in FULL:
            raise
        return Failure("磁盘满了。请腾出地方再试。", "the disk is full: free some space and try again.").tell()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
