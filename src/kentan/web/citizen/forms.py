"""表单: what a citizen writes, kept as it was typed until it is accepted."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from kentan.stages.voices.intake import NOTICE_VERSION

MOST_KEY = 80


class SpeakForm(forms.Form):
    """说事: the stage checks the words, so that page and API refuse alike."""

    words = forms.CharField(required=False, strip=False)
    place = forms.CharField(required=False, strip=False)
    phone = forms.CharField(required=False)
    key = forms.CharField(required=False)
    notice = forms.CharField(required=False)

    @classmethod
    def fresh(cls) -> SpeakForm:
        """An empty form with a new sending key."""
        return cls(initial={"key": new_key(), "notice": NOTICE_VERSION})

    def again(self) -> SpeakForm:
        """The same words under a new sending key."""
        return SpeakForm({**self.typed(), "key": new_key()})

    def typed(self) -> dict[str, str]:
        """Every field as it was typed."""
        return {name: self.data.get(name, "") for name in self.fields}

    def given(self, files: MultiValueDict[str, UploadedFile[Any]]) -> dict[str, Any]:
        """What goes to the stage; an empty file field is no photo."""
        said = self.typed()
        return {**said, "key": said["key"][:MOST_KEY], "photos": [photo for photo in files.getlist("photos") if photo.name]}


def new_key() -> str:
    """A sending key that nobody guesses."""
    return secrets.token_urlsafe(16)
