from kentan.stages.talks.models.coming import AgendaItem, Question, SignUp
from kentan.stages.talks.models.mediation import Mediation, Party
from kentan.stages.talks.models.series import TalkSeries
from kentan.stages.talks.models.talks import Seat, Talk
from kentan.stages.talks.models.utterances import Utterance

__all__ = ["AgendaItem", "Mediation", "Party", "Question", "Seat", "SignUp", "Talk", "TalkSeries", "Utterance"]
