"""What people do with outcomes, bulletins and instructions."""

from kentan.stages.outcomes.actions.bulletins import (
    answer_instruction,
    check,
    draft,
    instruct,
    issue,
    send_back,
    sign,
    withdraw,
)
from kentan.stages.outcomes.actions.recording import end, publish, put_in_force, record

__all__ = [
    "answer_instruction", "check", "draft", "end", "instruct", "issue", "publish", "put_in_force", "record", "send_back",
    "sign", "withdraw",
]  # fmt: skip
