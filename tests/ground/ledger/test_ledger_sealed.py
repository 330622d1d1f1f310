"""密封: a telephone is kept so that only who has the key reads it (R97)."""

from __future__ import annotations

import pytest
from django.test import override_settings

from kentan.ground.ledger.sealed import OtherKey, keyed_hash, seal, unseal

OTHER_KEY = "b3RoZXIga2V5LCBhbHNvIG9ubHkgZm9yIHRlc3RzITE="


def test_r97_what_was_sealed_is_opened_with_the_key_and_hides_what_it_is() -> None:
    sealed = seal("13812345678")
    assert unseal(sealed) == "13812345678"
    assert b"138" not in sealed
    assert seal("13812345678") != sealed


def test_another_key_or_an_altered_byte_opens_nothing() -> None:
    sealed = seal("13812345678")
    with override_settings(CONTACT_KEY=OTHER_KEY), pytest.raises(OtherKey):
        unseal(sealed)
    with pytest.raises(OtherKey):
        unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_the_keyed_hash_is_equal_for_equal_values_under_one_key_only() -> None:
    assert keyed_hash("13812345678") == keyed_hash("13812345678") != keyed_hash("13812345679")
    one = keyed_hash("13812345678")
    with override_settings(CONTACT_KEY=OTHER_KEY):
        assert keyed_hash("13812345678") != one
