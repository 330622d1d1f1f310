"""告诉来人: the address, who can sign in, and one code to scan."""

from __future__ import annotations

import socket
from typing import Any

import segno


def lan_address() -> str:
    """This machine's address on the local network; no packet is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))
            found = str(asked.getsockname()[0])
        except OSError:
            found = "127.0.0.1"
    if not found.startswith("127."):
        return found
    try:
        others = {str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    except OSError:
        return found
    return next((address for address in sorted(others) if not address.startswith("127.")), found)


def announce(address: str, welcome: dict[str, Any], word: str) -> None:
    """Print and flush; only after this are pages served."""
    print(f"\n恳谈 Kentan  {address}\n")
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
