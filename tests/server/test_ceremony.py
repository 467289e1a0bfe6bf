"""A new exam: what is handed out works, and nothing of it stays in the exam directory."""

import os
import re
import stat
from pathlib import Path

import msgspec
import pytest

from exam import keys
from exam.chronicle import ExamCreated, decode_entry
from exam.config import Topic
from exam.errors import ConfigError, DirectoryError
from exam.protocol import SealedTopic, open_topic
from server.ceremony import Handouts, create_exam
from server.office import OpenExam
from server.plan import Plan, read_plan
from server.shares import join_seed, read_share


def spellings(secret: str) -> set[bytes]:
    """Return how a secret could stand in a file."""
    plain = {secret, secret.replace(" ", ""), secret.replace(" ", "-"), secret.upper()}
    return {one.encode() for one in plain}


def secrets_of(made: Handouts) -> dict[str, set[bytes]]:
    """Name every secret that was handed out, in the spellings that a leak could have."""
    seed = join_seed([read_share(one.words.encode(), one.panelist_id) for one in made.shares[:3]])
    found = {f"card {one.application.number}": spellings(one.code) for one in made.cards}
    found |= {f"pairing {at}": spellings(one.secret) for at, one in enumerate(made.pairing_codes)}
    found |= {f"passphrase {one.staff_id}": spellings(one.passphrase) for one in made.staff}
    for share in made.shares:
        words = share.words.split()
        value = read_share(share.words.encode(), "x").share.value
        found[f"share {share.panelist_id}"] = {" ".join(words[4:8]).encode(), value}
    found |= {f"topics {one.name}": spellings(one.passphrase) for one in made.topic_holders}
    found["topic key"] = {made.topic_key, made.topic_key.hex().encode()}
    found["PIN"] = {made.proctor_pin.encode()}
    found["seed"] = {seed, seed.hex().encode(), seed[::-1]}
    return found


def test_no_code_passphrase_share_or_seed_is_in_any_file_of_the_exam(
    made: Handouts, exam_root: Path
) -> None:
    files = {path: path.read_bytes() for path in exam_root.rglob("*") if path.is_file()}
    assert len(files) >= 8
    leaks = [
        (name, path.name)
        for name, spelled in secrets_of(made).items()
        for path, content in files.items()
        if any(one in content for one in spelled)
    ]
    assert leaks == []


def test_the_search_would_find_a_leak(made: Handouts, exam_root: Path) -> None:
    leaked = next(iter(secrets_of(made)["card 001"]))
    (exam_root / "leak").write_bytes(b"x" + leaked + b"x")
    assert leaked in (exam_root / "leak").read_bytes()
    assert secrets_of(made)["card 001"] == spellings(made.cards[0].code)


def test_every_file_and_folder_of_the_exam_is_its_owners_alone(exam_root: Path) -> None:
    modes = {
        path.relative_to(exam_root).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in [exam_root, *exam_root.rglob("*")]
    }
    assert {mode for mode in modes.values() if mode & 0o077} == set()
    assert modes["keys"] == 0o700
    assert modes["exam.db"] == 0o600


def test_a_card_code_proves_its_candidate(exam: OpenExam, made: Handouts) -> None:
    rows = {
        row["number"]: row
        for row in exam.store.read(lambda db: list(db.table("applications").rows))
    }
    assert len(rows) == len(made.cards) == 54
    for card in made.cards:
        row = rows[card.application.number]
        stretched = keys.stretch(
            card.code,
            "card",
            exam.exam_id,
            card.application.number,
            profile=exam.config.kdf_profile,
        )
        assert row["auth_hash"] == keys.auth_hash(stretched.auth)
        assert (row["id"], row["name"]) == (card.application.id, card.application.name)
        assert (row["length"], row["seat_id"]) == (240 * 60_000, None)


def test_the_shares_join_into_the_panel_key_of_the_manifest(exam: OpenExam, made: Handouts) -> None:
    assert [one.panelist_id for one in made.shares] == [one.id for one in exam.config.panel.members]
    last = [read_share(one.words.encode(), one.panelist_id) for one in made.shares[2:]]
    assert keys.sealing_public_key(join_seed(last)) == exam.manifest.panel_public_key


def test_a_kiosk_knows_the_proctors_pin_without_a_server(exam: OpenExam, made: Handouts) -> None:
    assert re.fullmatch("[0-9]{8}", made.proctor_pin)
    stretched = keys.stretch(
        made.proctor_pin,
        "proctor-pin",
        exam.manifest.server_signing_key,
        profile=exam.config.kdf_profile,
    )
    assert exam.manifest.proctor_pin == keys.auth_hash(stretched.auth)


def test_topics_are_sealed_and_open_with_the_topic_key(
    exam: OpenExam, made: Handouts, plan: Plan
) -> None:
    rows = exam.store.read(lambda db: list(db.table("topics").rows))
    opened = {
        row["post_id"]: msgspec.json.decode(
            open_topic(made.topic_key, SealedTopic(row["post_id"], row["sealed"])), type=Topic
        )
        for row in rows
    }
    assert {"": opened} == plan.topics
    database = exam.directory.database.read_bytes()
    assert not any(topic.title.encode() in database for topic in plan.topics[""].values())


def test_the_ledger_begins_with_the_creation(exam: OpenExam) -> None:
    query = "select entry from ledger where position = 0"
    rows = exam.store.read(lambda db: list(db.query(query)))
    digest = keys.digest("panel-key", exam.manifest.panel_public_key).hex()
    created = ExamCreated(0, exam.exam_id.hex(), 54, digest)
    assert [decode_entry(row["entry"]) for row in rows] == [created]


def test_two_exams_of_one_plan_share_no_secret_and_no_id(
    made: Handouts, plan: Plan, tmp_path: Path
) -> None:
    (tmp_path / "second").mkdir()
    other = create_exam(plan, tmp_path / "second", os.urandom)
    assert other.exam_id != made.exam_id
    mine, theirs = secrets_of(made), secrets_of(other)
    assert all(mine[name].isdisjoint(theirs[name]) for name in mine)


def test_a_folder_that_is_not_empty_is_not_overwritten(made: Handouts, exam_root: Path) -> None:
    before = (exam_root / "manifest.bin").read_bytes()
    with pytest.raises(DirectoryError) as caught:
        create_exam(read_plan_of(exam_root), exam_root, os.urandom)
    assert caught.value.code == "directory.exists"
    assert (exam_root / "manifest.bin").read_bytes() == before
    assert made.cards


def read_plan_of(exam_root: Path) -> Plan:
    roster = Path(__file__).parents[2] / "exam_configs" / "semarang" / "roster.csv"
    return read_plan(exam_root.parent / "practice.toml", roster)


def test_a_panel_that_is_too_large_for_shares_is_refused(
    config_file: Path, roster_file: Path
) -> None:
    members = "".join(
        f'[[panel.members]]\nid = "tambahan-{at}"\nname = "Anggota {at}"\nelement = "external"\n\n'
        for at in range(12)
    )
    text = config_file.read_text("utf-8").replace("[[staff]]", members + "[[staff]]", 1)
    config_file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        read_plan(config_file, roster_file)
    assert (caught.value.code, caught.value.details["most"]) == ("config.list-length", 16)


def test_every_application_has_a_pseudonym_that_no_number_leads_to(
    plan: Plan, tmp_path: Path, made: Handouts
) -> None:
    (tmp_path / "second").mkdir()
    other = create_exam(plan, tmp_path / "second", os.urandom)
    first, second = ([card.application.id for card in one.cards] for one in (made, other))
    assert len({*first, *second}) == 2 * len(made.cards)
    assert all(re.fullmatch(r"[0-9a-f]{16}", name) for name in first)
