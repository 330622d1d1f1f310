"""装载示例县: the rest of the demo, told while pages are already served; ends by itself. Killed, it goes on at the next `up`."""

from __future__ import annotations

import signal
import sys
from types import FrameType

from kentan.command.failure import tell
from kentan.command.prepare import ready_django


def leave(number: int, frame: FrameType | None) -> None:
    """TERM ends it between two words; the part that was half told is rolled back."""
    sys.exit(0)


def main() -> None:
    """Part by part, saying how far it is."""
    signal.signal(signal.SIGINT, leave)
    signal.signal(signal.SIGTERM, leave)
    ready_django()
    from kentan import demo

    told = 0

    def progress(done: int, every: int) -> None:
        nonlocal told
        share = 100 * done // every
        if share >= told + 20 or done == every:
            tell(f"示例县装好了 {share}%  the demo county stands at {share}%")
            told = share

    if demo.county_share() < 100:  # noqa: PLR2004  per cent
        demo.load_county(progress)


if __name__ == "__main__":
    main()
