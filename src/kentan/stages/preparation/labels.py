"""Choices of this stage, with the words that the office uses."""

from kentan.ground.words import Closed


class PreparationState(Closed):
    OPEN = "open", "准备中"
    FROZEN = "frozen", "材料已定稿"
    WAIVED = "waived", "已说明理由，从简"


class StudyKind(Closed):
    BEFORE_TALK = "before_talk", "会前学法"
    DIRECTORS = "directors", "主任学习会"
    MONDAY_MEETING = "monday_meeting", "周一例会"
    MONDAY_EVENING = "monday_evening", "周一夜学"


class FieldKind(Closed):
    INSPECTION = "inspection", "视察"
    FIELD_STUDY = "field_study", "调研"
    MICRO_STUDY = "micro_study", "微调研"
    TALLY = "tally", "纸质问卷汇总"


FIELD_WORDS = {"inspection": "视察", "field_study": "调研", "micro_study": "微调研", "tally": "问卷"}
