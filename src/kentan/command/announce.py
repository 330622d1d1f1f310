"""告诉来人: the address, who can sign in, and one code to scan."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import segno


def place_of(url: str) -> str:
    """Where a database is, without who signs in: host and name."""
    parts = urlsplit(url)
    return f"{parts.hostname or ''.join(parse_qs(parts.query).get('host', []))}{parts.path}"


def announce(address: str, welcome: dict[str, Any], word: str, *, phrase: str = "", elsewhere: str = "") -> None:
    """Print and flush; only after this are pages served.

    `phrase`: the recovery phrase, the one time that it is shown. `elsewhere`: the database when it is not the folder's own.
    """
    print(f"\n恳谈 Kentan  {address}\n")
    if elsewhere:
        where = place_of(elsewhere)
        print(f"数据库是 KENTAN_DATABASE_URL 指的那一个，不是数据文件夹里的 not the folder's own database：{where}\n")
    if phrase:
        print(
            "恢复短语（只显示这一次）：请抄在纸上，锁起来，不要和备份放在一起。没有它，从备份恢复以后读不出群众的电话。\n"
            "The recovery phrase, shown this once: copy it by hand and lock it away, apart from the backups.\n\n"
            f"  {phrase}\n"
        )
    if welcome["is_empty"]:
        print(f"空的数据库。第一次打开 first run：{address}/first-run\n一次性口令 one-time word：{word}\n", flush=True)
        return
    if welcome["is_demo"]:
        print(f"演示：在 {address}/demo 里选一个人进来（不用密码）。The demo: choose whom to be, no password.")
        for label, username, person in welcome["accounts"]:
            print(f"  {label}　{person}（{username}）")
    else:
        print(f"工作人员登录 sign in：{address}/sign-in")
    if welcome["code_url"]:
        print(f"\n扫码说事，或打开 scan or open：\n{welcome['code_url']}\n", flush=True)
        segno.make(welcome["code_url"], error="m", micro=False).terminal(compact=True, border=2)
    print("\nCtrl-C 停止 stops.", flush=True)
