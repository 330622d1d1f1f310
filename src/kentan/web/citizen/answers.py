"""回答: where a form that was accepted sends its reader."""

from __future__ import annotations

from django.http.response import HttpResponseRedirectBase


class SeeOther(HttpResponseRedirectBase):
    """303: what was posted is stored; look at it there, and never post it again by reloading."""

    status_code = 303
