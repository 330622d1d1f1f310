"""工作日与期限: dates in, explained dates out.

Law: 民法典 第二百零一条 (the first day is not counted), 第二百零二条 (months end on the same day number,
or at the month's end), 第二百零三条 (a last day that is a holiday moves to the day after it).
"""

from deliberation.clock.deadlines import Deadline, Step, StepKind, deadline, extend, latest_before
from deliberation.clock.errors import CalendarError, ClockError, PauseError, PeriodError
from deliberation.clock.pauses import Clock, Pause, pause, reading, resume
from deliberation.clock.periods import Period, Unit
from deliberation.clock.strips import StripDay, StripKind, strip
from deliberation.clock.words import sentences, spell
from deliberation.clock.workdays import Calendar, DayKind, working_days_between

__all__ = [
    "Calendar",
    "CalendarError",
    "Clock",
    "ClockError",
    "DayKind",
    "Deadline",
    "Pause",
    "PauseError",
    "Period",
    "PeriodError",
    "Step",
    "StepKind",
    "StripDay",
    "StripKind",
    "Unit",
    "deadline",
    "extend",
    "latest_before",
    "pause",
    "reading",
    "resume",
    "sentences",
    "spell",
    "strip",
    "working_days_between",
]
