from kentan.ground.network.models.codes import Code
from kentan.ground.network.models.people import Deputy, Membership, Term
from kentan.ground.network.models.places import Area, Organisation, Station

__all__ = ["Area", "Code", "Deputy", "Membership", "Organisation", "Station", "Term"]
