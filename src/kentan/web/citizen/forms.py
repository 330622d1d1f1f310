"""表单: what a citizen writes, kept as it was typed until it is accepted."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from kentan.stages.voices.intake import NOTICE_VERSION
from kentan.stages.voices.labels import Verdict


class SpeakForm(forms.Form):
    """说事: the stage checks the words, so that page and API refuse alike."""

    words = forms.CharField(required=False, strip=False)
    place = forms.CharField(required=False, strip=False)
    phone = forms.CharField(required=False)
    key = forms.CharField(required=False, max_length=80)
    notice = forms.CharField(required=False, max_length=20)

    @classmethod
    def fresh(cls) -> SpeakForm:
        """An empty form with a new sending key."""
        return cls(initial={"key": secrets.token_urlsafe(16), "notice": NOTICE_VERSION})

    def given(self, files: MultiValueDict[str, UploadedFile]) -> dict[str, Any]:
        """What goes to the stage; an empty file field is no photo."""
        self.is_valid()
        data = {name: self.data.get(name, "") for name in ("words", "place", "phone", "key", "notice")}
        return {**data, "key": data["key"][:80], "photos": [photo for photo in files.getlist("photos") if photo.name]}


class RateForm(forms.Form):
    """评价: nothing is chosen beforehand."""

    verdict = forms.ChoiceField(choices=Verdict.choices, required=False, label=_("评价"))
    remark = forms.CharField(required=False)
