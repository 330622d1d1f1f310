"""一台机器扛得住多少: the form path under load with a worker killed in the middle, lists and search over 100,000 voices, memory, start-up.

`python benchmarks/serving.py [--seconds 20] [--connections 10] [--voices 100000]`. It starts `./kentan up` on a scratch folder of its own, sends only to
127.0.0.1, and ends by itself. The generator runs beside the server on the same cores, as an office's machine would have it.
"""

from __future__ import annotations

import argparse
import asyncio
import http.cookiejar
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
import uuid
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORDS = "宣德路口的路灯坏了三盏，孩子放学看不清路，第{n}次说。"
HOST = "127.0.0.1"


class Served:
    """One `./kentan up` on a scratch folder."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as asked:
            asked.bind((HOST, 0))
            self.port = asked.getsockname()[1]
        self.data, self.out = data, data.with_suffix(".out")

    def start(self) -> float:
        """Seconds until /healthz says yes."""
        begun = time.perf_counter()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("KENTAN_", "DJANGO_"))}
        self.child = subprocess.Popen(
            [sys.executable, "-m", "kentan.command", "up", "--data", str(self.data), "--port", str(self.port)], stdout=self.out.open("w"), stderr=subprocess.STDOUT,
            env={**kept, "PYTHONPATH": str(ROOT / "src"), "KENTAN_DEMO_SIZE": "story"}, start_new_session=True,
        )  # fmt: skip
        while time.perf_counter() - begun < 120:
            try:
                urllib.request.urlopen(f"http://{HOST}:{self.port}/healthz", timeout=2)
                return time.perf_counter() - begun
            except OSError:
                time.sleep(0.05)
        raise SystemExit(self.out.read_text())

    def code(self) -> str:
        """A deputy's code page, as it was printed."""
        found = re.search(r"http://\S+/c/(\w+)", self.out.read_text())
        assert found
        return found[1]

    def processes(self) -> dict[int, str]:
        """Everybody in its group: pid and command line."""
        listed = subprocess.run(["ps", "-wweo", "pgid,pid,args"], capture_output=True, text=True, check=True).stdout
        rows = [line.split(None, 2) for line in listed.splitlines()[1:]]
        return {int(row[1]): row[2] for row in rows if int(row[0]) == self.child.pid}

    def memory(self) -> float:
        """Proportional memory of all of them, in MB: shared pages are counted once."""
        total = 0
        for pid in self.processes():
            try:
                text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            except OSError:
                continue
            total += int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1])  # type: ignore[index]
        return total / 1024

    def stop(self) -> None:
        self.child.send_signal(signal.SIGINT)
        self.child.wait(20)


async def answer_of(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of one answer on a kept connection."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    if "content-length" in headers:
        body = await reader.readexactly(int(headers["content-length"]))
    else:
        body = b""
        while size := int((await reader.readline()).strip() or b"0", 16):
            body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
    return int(head[0].split()[1]), headers, body


class Load:
    """Several connections that ask without pause; what was acknowledged is remembered."""

    def __init__(self, port: int, ask) -> None:
        self.port, self.ask = port, ask
        self.times: list[float] = []
        self.said: Counter[str] = Counter()
        self.acknowledged: dict[str, str] = {}
        self.tried: list[tuple[str, str]] = []

    async def one(self, end: float) -> None:
        reader = writer = None
        while time.perf_counter() < end:
            request, key = self.ask()
            for _again in range(40):
                begun = time.perf_counter()
                try:
                    if writer is None:
                        reader, writer = await asyncio.open_connection(HOST, self.port)
                    writer.write(request)
                    await writer.drain()
                    status, headers, _body = await asyncio.wait_for(answer_of(reader), 20)
                except (OSError, asyncio.IncompleteReadError, TimeoutError):
                    self.said["lost and sent again"] += 1
                    writer = None
                    await asyncio.sleep(0.1)
                    continue
                self.times.append(time.perf_counter() - begun)
                self.said[str(status)] += 1
                if status == 303:
                    self.acknowledged[key] = headers["location"].rsplit("/", 1)[1]
                break
        if writer:
            writer.close()

    async def run(self, connections: int, seconds: float, beside=None) -> float:
        begun = time.perf_counter()
        tasks = [self.one(begun + seconds) for _ in range(connections)]
        await asyncio.gather(*tasks, *([beside()] if beside else []))
        return time.perf_counter() - begun


def line(name: str, load: Load, seconds: float) -> None:
    """Requests a second, and how long one took."""
    cuts = statistics.quantiles(load.times, n=100)
    print(
        f"{name:<34} {len(load.times) / seconds:7.0f}/s   p50 {cuts[49] * 1000:6.1f} ms   p95 {cuts[94] * 1000:6.1f} ms   p99 {cuts[98] * 1000:6.1f} ms   {dict(load.said)}"
    )


def speaking(served: Served):
    """What a browser sends for one voice, with a key of its own."""
    code, number = served.code(), iter(range(10**9))

    def ask() -> tuple[bytes, str]:
        key = uuid.uuid4().hex
        body = urllib.parse.urlencode(
            {"words": WORDS.format(n=next(number)), "place": "盐官镇宣德路口", "phone": "", "key": key, "notice": "2026-11"}
        ).encode()
        head = f"POST /c/{code} HTTP/1.1\r\nHost: {HOST}:{served.port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body, key

    return ask


def clerk(served: Served) -> str:
    """The cookie of the city's clerk, whose part the demo lets anybody take."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(f"http://{HOST}:{served.port}/demo").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    account = re.search(r'value="(\d+)"[^>]*>(?:(?!</button>).)*王沁', page, re.DOTALL)
    assert token and account
    sent = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], "account": account[1]}).encode()
    browser.open(f"http://{HOST}:{served.port}/demo", sent).read()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def reading(served: Served, addresses: list[str], cookie: str = ""):
    """These addresses in turn."""
    turn = iter(range(10**9))

    def ask() -> tuple[bytes, str]:
        address = addresses[next(turn) % len(addresses)]
        more = f"Cookie: {cookie}\r\n" if cookie else ""
        return f"GET {address} HTTP/1.1\r\nHost: {HOST}:{served.port}\r\n{more}\r\n".encode(), address

    return ask


def under_load(served: Served, given: argparse.Namespace) -> None:
    """Voices through the form path; a web worker is killed in the middle; what was acknowledged is counted in the database."""
    import psycopg

    from kentan.command.postgres import postmaster, url_of

    running = postmaster(served.data / "postgres") or postmaster(next(Path("/var/lib").glob("kentan-*"), served.data))
    assert running
    url = url_of(running[1])
    with psycopg.connect(url) as connection:
        before = connection.execute("SELECT count(*) FROM voices_voice").fetchone()[0]  # type: ignore[index]
    load = Load(served.port, speaking(served))
    seconds = asyncio.run(load.run(given.connections, given.seconds))
    line("speak, form path", load, seconds)
    second = Load(served.port, speaking(served))

    async def kill() -> None:
        await asyncio.sleep(given.seconds / 4)
        worker = next(pid for pid, command in served.processes().items() if "uvicorn" in command)
        os.kill(worker, signal.SIGKILL)
        print(f"killed {worker}")

    seconds = asyncio.run(second.run(given.connections, given.seconds / 2, kill))
    line("speak, a worker killed", second, seconds)
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT receipt, count(*) FROM voices_voice GROUP BY receipt").fetchall()
        after = connection.execute("SELECT count(*) FROM voices_voice").fetchone()[0]  # type: ignore[index]
    known = {str(receipt) for receipt, _count in rows}
    acknowledged = {**load.acknowledged, **second.acknowledged}
    lost = [receipt for receipt in acknowledged.values() if receipt not in known]
    doubled = len(acknowledged) - len(set(acknowledged.values()))
    print(f"acknowledged {len(acknowledged)}, lost {len(lost)}, doubled {doubled}, stored {after - before}")


def fill(served: Served, voices: int) -> None:
    """So many released voices, written straight into the database: for reading only."""
    import psycopg

    from kentan.command.postgres import postmaster, url_of

    running = postmaster(served.data / "postgres")
    assert running
    with psycopg.connect(url_of(running[1])) as connection:
        columns = [row[0] for row in connection.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'voices_voice' AND is_generated = 'NEVER' AND column_name <> 'id' ORDER BY ordinal_position"
        ).fetchall()]  # fmt: skip
        special = {
            "receipt": "'Z' || lpad(to_hex(n), 9, '0')", "key": "NULL", "idempotency_key": "NULL", "source_id": "'bench:' || n", "source": "'bench'",
            "words": "'第' || n || '条：' || (ARRAY['路灯','井盖','公交','停车','噪声','河道','食堂','电梯'])[1 + n %% 8] || '的事，' || md5(n::text)",
            "state": "'held'", "received_at": "now() - n * interval '1 minute'", "said_at": "now() - n * interval '1 minute'",
        }  # fmt: skip
        chosen = ", ".join(special.get(name, f"v.{name}") for name in columns)
        connection.execute(
            f"INSERT INTO voices_voice ({', '.join(columns)}) SELECT {chosen} FROM generate_series(1, %s) AS n, (SELECT * FROM voices_voice ORDER BY id LIMIT 1) AS v",  # noqa: S608  our own column names
            [voices],
        )
        connection.commit()
        connection.autocommit = True
        connection.execute("ANALYZE voices_voice")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--connections", type=int, default=10)
    parser.add_argument("--voices", type=int, default=100_000)
    given = parser.parse_args()
    print(time.strftime("%Y-%m-%d"), f"load before {os.getloadavg()[0]:.2f}", f"{os.cpu_count()} cores")
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        served = Served(Path(folder) / "data")
        print(f"cold up {served.start():.1f} s")
        served.stop()
        print(f"warm up {served.start():.1f} s")
        time.sleep(5)
        print(f"idle memory {served.memory():.0f} MB in {len(served.processes())} processes")
        page = urllib.request.urlopen(f"http://{HOST}:{served.port}/c/{served.code()}").read()
        print(f"speak page {len(page)} B of HTML")
        under_load(served, given)
        for name, addresses in (("public lists", ["/suggestions", "/talks", "/outcomes", "/"]),):
            load = Load(served.port, reading(served, addresses))
            line(name, load, asyncio.run(load.run(given.connections, given.seconds / 2)))
        fill(served, given.voices)
        searches = [f"/suggestions?q={urllib.parse.quote(word)}" for word in ("路口", "公交", "停车", "增设")]
        alike = [
            f"/c/{served.code()}/alike?words={urllib.parse.quote(word)}"
            for word in ("路灯坏了没有人修", "井盖松了走路危险", "公交一小时一班")
        ]
        desk = [f"/staff/voices?q={urllib.parse.quote(word)}" for word in ("路灯", "河道", "电梯", "的事")] + ["/staff/voices"]
        load = Load(served.port, reading(served, desk, clerk(served)))
        line(f"clerk's list and search, {given.voices}", load, asyncio.run(load.run(given.connections, given.seconds / 2)))
        for name, addresses in (
            (f"public search, {given.voices} voices", searches),
            (f"likely same, {given.voices} voices", alike),
        ):
            load = Load(served.port, reading(served, addresses))
            line(name, load, asyncio.run(load.run(given.connections, given.seconds / 2)))
        served.stop()


if __name__ == "__main__":
    main()
