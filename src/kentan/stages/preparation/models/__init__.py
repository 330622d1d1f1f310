from kentan.stages.preparation.models.field import FieldWork, Finding
from kentan.stages.preparation.models.law import LawItem, StudySession
from kentan.stages.preparation.models.packs import MaterialPack, Preparation

__all__ = ["FieldWork", "Finding", "LawItem", "MaterialPack", "Preparation", "StudySession"]
