"""账号: those who sign in. Citizens never do."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from kentan.ground.moment import now


class AccountManager(BaseUserManager["Account"]):
    def open(self, username: str, name: str, password: str | None = None) -> Account:
        """A new account; without a password it cannot sign in until one is set."""
        account = self.model(username=username, name=name)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """账号: one person who holds, or has held, an office."""

    username = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    is_active = models.BooleanField("可登录", default=True)
    must_change_password = models.BooleanField("首次登录须改密码", default=False)
    totp_secret = models.CharField("动态口令密钥", max_length=64, blank=True)
    opened_at = models.DateTimeField("开通时间", default=now)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = AccountManager()

    class Privacy:
        personal = {"username", "name", "password", "totp_secret", "last_login"}
        public: set[str] = set()

    class Meta:
        verbose_name = "账号"

    def __str__(self) -> str:
        return self.name


class Throttle(models.Model):
    """限次: misses counted per door and device within a window; halls behind one address are not punished."""

    door = models.CharField("门", max_length=20)
    device = models.CharField("设备", max_length=80)
    window = models.DateTimeField("窗口开始")
    misses = models.PositiveIntegerField("未中次数", default=0)

    class Privacy:
        personal = {"device"}
        public: set[str] = set()

    class Meta:
        verbose_name = "限次"
        constraints = [
            models.UniqueConstraint(fields=["door", "device", "window"], name="one_count_per_door_device_and_window"),
        ]

    def __str__(self) -> str:
        return f"{self.door} {self.misses}"
