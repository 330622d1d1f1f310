"""这台机器的地址: which addresses of this machine a phone on the same network can open."""

from __future__ import annotations

import socket
import struct
import sys

SIOCGIFADDR = 0x8915
NAME_BYTES = 256


def lan_address() -> str:
    """The address of the way out, else any other than the machine's own circle; no packet is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))
            found = str(asked.getsockname()[0])
        except OSError:
            found = "127.0.0.1"
    return found if not found.startswith("127.") else next(iter(every_address()), found)


def every_address() -> list[str]:
    """One address of each network of this machine, sorted."""
    found = by_interface() if sys.platform == "linux" else by_name()
    return sorted(address for address in found if not address.startswith("127."))


def by_interface() -> set[str]:
    """As the kernel says."""
    import fcntl

    found = set()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        for _, name in socket.if_nameindex():
            try:
                said = fcntl.ioctl(asked.fileno(), SIOCGIFADDR, struct.pack(f"{NAME_BYTES}s", name.encode()))
            except OSError:
                continue
            found.add(socket.inet_ntoa(said[20:24]))
    return found


def by_name() -> set[str]:
    """As the machine's name resolves."""
    try:
        return {str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    except OSError:
        return set()
