from kentan.stages.topics.models.topics import Evidence, Topic

__all__ = ["Evidence", "Topic"]
