"""`./kentan accounts`: who can sign in; a new password is printed on a slip, once."""

from __future__ import annotations

import argparse
import secrets

from kentan.command.failure import Failure
from kentan.command.inside import database

WORDS = "23456789abcdefghjkmnpqrstuvwxyz"


def run(given: argparse.Namespace) -> int:
    """List the accounts, or reset one."""
    with database(given):
        return reset(given.reset) if given.reset else show()


def show() -> int:
    """One line per account: name, person, posts held today."""
    from kentan.ground.accounts.models import Account
    from kentan.ground.network.queries import held_now

    for account in Account.objects.order_by("pk"):
        posts = account.memberships.filter(held_now()).select_related("organisation")
        held = "、".join(f"{post.organisation}{post.get_role_display()}" for post in posts) or "没有任职 no post"
        print(f"{account.username}　{account.name}　{held}{'' if account.is_active else '　已停用 closed'}")
    return 0


def reset(username: str) -> int:
    """A new password, kept only hashed, changed at the first use; a TOTP secret is dropped. Raises Failure."""
    from kentan.ground.accounts.models import Account

    account = Account.objects.filter(username=username).first()
    if account is None:
        raise Failure(f"没有这个登录名：{username}。用 ./kentan accounts 看有哪些。", f"no such account: {username}.")
    password = "-".join("".join(secrets.choice(WORDS) for _ in range(4)) for _ in range(3))
    account.set_password(password)
    account.must_change_password = True
    account.totp_secret = ""
    account.save(update_fields=["password", "must_change_password", "totp_secret"])
    print(
        f"┌ 密码条 password slip\n│ 登录名 account　{username}\n│ 密码 password　{password}\n└ 首次登录要改密码；这张条只印一次。Change it at first sign-in."
    )
    return 0
