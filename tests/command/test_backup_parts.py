"""备份的零件: the phrase, the one file, the nightly round. What is damaged is never believed."""

from __future__ import annotations

import hashlib
import io
import tarfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from kentan.command.backups import archive, making, phrase
from kentan.command.doctor import newest_backup
from kentan.command.failure import Failure
from kentan.ground.moment import SHANGHAI

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS)
def test_a_phrase_is_the_key_again_however_it_is_typed(key: bytes) -> None:
    text = phrase.phrase_of(key)
    assert [len(group) for group in text.split()] == [4] * 14
    sloppy = text.lower().replace(" ", "-").replace("1", "l").replace("0", "o")
    assert phrase.key_of(sloppy) == key


@given(KEYS, st.integers(0, 55), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_slip_of_the_pen_is_noticed(key: bytes, place: int, letter: str) -> None:
    text = phrase.phrase_of(key).replace(" ", "")
    other = text[:place] + letter + text[place + 1 :]
    if other == text:
        return
    try:
        assert phrase.key_of(other) == key  # twenty bits of check: one in a million slips would pass
    except Failure as failure:
        assert failure.code == 2


@pytest.mark.parametrize("text", ["", "ABCD", "U" * 56, "0" * 55, "0" * 57, "短语"])
def test_what_is_no_phrase_is_one_sentence(text: str) -> None:
    with pytest.raises(Failure) as refused:
        phrase.key_of(text)
    assert "14 组" in refused.value.zh


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, archive.Manifest]:
    """A small backup with two attachments."""
    database, kept = tmp_path / "dump", tmp_path / "kept"
    database.write_bytes(b"rows" * 1000)
    kept.mkdir()
    for name in ("a.jpg", "b.jpg"):
        (kept / name).write_bytes(name.encode() * 100)
    hashes = {name: hashlib.sha256((kept / name).read_bytes()).hexdigest() for name in ("a.jpg", "b.jpg")}
    manifest = archive.Manifest(
        "2026-11-25T00:00:00+00:00", "0.1.0", ["voices.0001_initial"], {"voices_voice": (3, "x")},
        hashlib.sha256(database.read_bytes()).hexdigest(), hashes,
    )  # fmt: skip
    target = tmp_path / "one.tar"
    archive.write(target, manifest, database, kept)
    return target, manifest


def test_one_file_holds_everything_for_its_owner_alone_and_is_laid_out_again(written, tmp_path: Path) -> None:
    target, manifest = written
    assert target.stat().st_mode & 0o777 == 0o600
    assert archive.verify(target, tmp_path / "out") == manifest
    assert (tmp_path / "out" / "attachments" / "b.jpg").read_bytes() == b"b.jpg" * 100
    assert sorted(file.name for file in tmp_path.glob(".*")) == []


def test_no_backup_is_written_over(written, tmp_path: Path) -> None:
    target, manifest = written
    before = target.read_bytes()
    with pytest.raises(Failure):
        archive.write(target, manifest, tmp_path / "dump", tmp_path / "kept")
    assert target.read_bytes() == before


def test_every_damage_is_noticed(written, tmp_path: Path) -> None:
    target, _manifest = written
    whole, other = target.read_bytes(), tmp_path / "other.tar"
    with tarfile.open(target) as tar:
        spans = [(member.offset_data, member.size) for member in tar]
    damaged = [whole[:cut] for cut in (0, 100, 512, 3000, len(whole) // 2)]
    damaged += [
        whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for start, size in spans[1:] for at in (start, start + size - 1)
    ]
    for content in damaged:
        other.write_bytes(content)
        with pytest.raises(Failure, match="备份"):
            archive.verify(other)


def test_a_part_that_leads_out_of_the_folder_or_that_nobody_announced_is_refused(written, tmp_path: Path) -> None:
    _target, manifest = written
    for name in ("../evil", "attachments/../../evil", "/etc/evil", "attachments/c.jpg"):
        content, other = b"x", tmp_path / "other.tar"
        named = {name.removeprefix("attachments/"): hashlib.sha256(content).hexdigest()}
        with tarfile.open(other, "w") as tar:
            archive.add(tar, archive.MANIFEST, replace(manifest, attachments=named if "evil" in name else {}).written())
            archive.add(tar, name, content)
        with pytest.raises(Failure):
            archive.verify(other, tmp_path / "out")
        assert not list(tmp_path.glob("evil")) and not Path("/etc/evil").exists()


@pytest.mark.parametrize("content", [b"", b"not json", b"[]", b'{"tables": 3}', b'{"tables": {}, "who": 1}'])
def test_what_is_no_manifest_is_one_sentence(content: bytes) -> None:
    with pytest.raises(Failure):
        archive.Manifest.read(content)


def test_a_later_format_says_so(written) -> None:
    _target, manifest = written
    with pytest.raises(Failure, match="更新版本"):
        archive.Manifest.read(replace(manifest, format=archive.FORMAT + 1).written())


def test_a_file_that_is_no_tar_is_one_sentence(tmp_path: Path) -> None:
    for content in (b"", b"PK\x03\x04", io.BytesIO().getvalue(), b"\x00" * 2048):
        (tmp_path / "x").write_bytes(content)
        with pytest.raises(Failure):
            archive.verify(tmp_path / "x")
    with pytest.raises(Failure, match="没有这个文件"):
        archive.verify(tmp_path / "none")


def url() -> str:
    """The database of the tests."""
    given = connection.settings_dict
    return f"postgresql://{given['USER']}@/{given['NAME']}?host={given['HOST']}"


@pytest.mark.django_db
def test_once_a_night_and_no_more_than_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KENTAN_BACKUPS_KEPT", "2")
    evening = datetime(2026, 11, 25, 1, 59, tzinfo=SHANGHAI)
    assert making.nightly(url(), tmp_path, evening) is None
    for day in (25, 26, 27):
        night = datetime(2026, 11, day, 2, 0, tzinfo=SHANGHAI)
        target = making.nightly(url(), tmp_path, night)
        assert target is not None and archive.verify(target).rows > 0
        assert making.nightly(url(), tmp_path, night.replace(hour=23)) is None
    assert [file.name for file in making.made(tmp_path / "backups")] == ["kentan-2026-11-26.tar", "kentan-2026-11-27.tar"]


@pytest.mark.django_db
def test_what_a_killed_backup_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    (folder / ".kentan-backup-x").mkdir(parents=True)
    (folder / ".kentan-2026-11-24.tar.part").write_bytes(b"half")
    making.nightly(url(), tmp_path, datetime(2026, 11, 25, 3, tzinfo=SHANGHAI))
    assert [file.name for file in sorted(folder.iterdir())] == ["kentan-2026-11-25.tar"]


def test_a_backup_in_the_making_is_not_taken_for_what_a_killed_one_left(tmp_path: Path) -> None:
    half = tmp_path / ".kentan-now-1.tar.part"
    with making.scratch_in(tmp_path) as scratch:
        half.write_bytes(b"half")
        making.clear_drafts(tmp_path)
        assert (scratch.is_dir(), half.exists()) == (True, True)
    making.clear_drafts(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_believes_no_backup_that_cannot_be_read_again(written, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "backups"
    folder.mkdir(parents=True)
    whole = written[0].read_bytes()
    newest = folder / "kentan-2026-11-25.tar"
    for content, is_well in ((whole, True), (whole[: len(whole) // 2], False)):
        newest.write_bytes(content)
        assert newest_backup(tmp_path / "data").is_well is is_well
