from kentan.stages.voices.models.contacts import ContactLook, VoiceContact
from kentan.stages.voices.models.practice import PracticeVoice
from kentan.stages.voices.models.tickets import Ticket, TicketPhoto
from kentan.stages.voices.models.voices import Voice, VoicePhoto

__all__ = ["ContactLook", "PracticeVoice", "Ticket", "TicketPhoto", "Voice", "VoiceContact", "VoicePhoto"]
