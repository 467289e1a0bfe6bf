"""A screen's desk and the real one, with the wire between them: they never silently disagree."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from exam.config import encode_config
from exam.errors import ExamError, RefusedError
from exam.events import MessageSent
from exam.manuscript import Part
from exam.pc_check import PcKind
from exam.sitting import Phase
from exam.topic_code import topic_code_of
from kiosk.appearance import Appearance, Theme, Width
from kiosk.desk import Desk
from kiosk.exchange import (
    Answer,
    CardReplaceAsked,
    EditMade,
    ForksAsked,
    ForksFound,
    PcPassAsked,
    StartAsked,
    Told,
    TransferAsked,
    Transferred,
    Welcome,
    encode,
    read_said,
)
from kiosk.hatch import Hatch
from kiosk.ui.remote import RemoteDesk, meet
from kiosk.view import Call, DeskView, Fork
from kiosk.wire import Wire
from tests.kiosk.room import CODE, NUMBER, TOPIC, Room, new_id, running, until
from tests.kiosk.test_pauses import pause
from tests.kiosk.test_porter import PIN, REMOTE, WatchedPc, seat_with_pin
from tests.kiosk.ui.fake_desk import CONFIG

_SECONDS = 60


class Watching:
    """Whoever shows the desk, writing down what it heard."""

    def __init__(self, desk: RemoteDesk) -> None:
        self._desk = desk
        self.heard: list[str] = []
        self.views: list[DeskView] = []
        desk.be_watched_by(self)

    def hear_of_view(self) -> None:
        self.heard.append("view")
        self.views.append(self._desk.view)

    def hear_of_texts(self) -> None:
        self.heard.append("texts")

    def hear_of_end(self) -> None:
        self.heard.append("end")


class Front:
    """A screen before a hatch: its desk, who watches it, and the wire."""

    def __init__(self, desk: RemoteDesk, wire: Wire, serving: asyncio.Task[None]) -> None:
        self.desk = desk
        self.wire = wire
        self.is_alive = True
        self.watching = Watching(desk)
        self._serving = serving
        self._hearing = asyncio.create_task(desk.run())

    async def die(self) -> None:
        """End as a process that is killed does, and wait until the hatch has taken all."""
        self.is_alive = False
        self._hearing.cancel()
        await asyncio.wait((self._hearing,))
        self.wire.close()
        await self._serving


async def serve_and_close(hatch: Hatch, wire: Wire) -> None:
    """Serve a screen as the keeper does."""
    await hatch.serve(wire)
    wire.close()


async def put_in_front(hatch: Hatch) -> Front:
    """Open a screen before a hatch."""
    ours, theirs = socket.socketpair()
    serving = asyncio.create_task(serve_and_close(hatch, Wire(ours)))
    wire = Wire(theirs)
    desk = await meet(wire)
    assert desk is not None
    return Front(desk, wire, serving)


@asynccontextmanager
async def screen_before(desk: Desk) -> AsyncIterator[tuple[Hatch, Front]]:
    """Put a screen before a desk that runs."""
    hatch = Hatch(desk)
    with running(desk):
        looking = asyncio.create_task(hatch.run())
        front = await put_in_front(hatch)
        try:
            yield hatch, front
        finally:
            if front.is_alive:
                await front.die()
            looking.cancel()


def text_anew(desk: RemoteDesk, part: Part) -> str:
    """Return a text as an editor does that begins with it."""
    desk.take_texts()
    return desk.text(part)


async def test_a_screen_begins_with_what_stands_at_the_desk(room: Room) -> None:
    desk = await room.open_writing_desk()
    desk.edit(Part.PAPER, 0, "", "Kota ini")
    async with screen_before(desk) as (_, front):
        assert front.desk.view.phase is Phase.WRITING
        assert text_anew(front.desk, Part.PAPER) == "Kota ini"
        assert (front.desk.config, front.desk.seat_name) == (desk.config, "PC-01")
        assert front.desk.place is None


async def test_one_comes_to_write_through_the_hatch(room: Room) -> None:
    room.server.order_start(in_seconds=0)
    async with screen_before(room.open_desk()) as (_, front):
        await front.desk.sign_in(NUMBER, CODE)
        assert front.desk.view.phase is Phase.SIGNED_IN
        front.desk.confirm_identity()
        await until(lambda: front.desk.view.phase is Phase.IDENTITY_CONFIRMED)
        front.desk.accept_rules()
        await until(lambda: front.desk.view.phase is Phase.WRITING)
        front.desk.edit(Part.PAPER, 0, "", "Kota")
        await front.desk.hand_in()
        assert front.desk.view.phase in (Phase.SEALED, Phase.SUBMITTED)


async def test_a_message_is_read_and_a_proctor_called_through_the_hatch(room: Room) -> None:
    room.server.give(message := MessageSent(new_id(), room.server.exam_time, "Tenang"))
    async with screen_before(await room.open_writing_desk()) as (_, front):
        assert [each.text for each in front.desk.view.unread] == ["Tenang"]
        front.desk.read_message(message.id)
        front.desk.call_proctor()
        await until(lambda: front.desk.view.call is Call.OPEN)
        assert front.desk.view.unread == ()


async def test_a_pc_that_is_stopped_is_passed_through_the_hatch(room: Room, tmp_path: Path) -> None:
    pc = WatchedPc(room, tmp_path / "root", REMOTE, seat_with_pin(room.seat()))
    await pc.watch.look()
    async with screen_before(pc.desk) as (_, front):
        assert [one.kind for one in front.desk.view.pc_stops] == [PcKind.REMOTE_ACCESS]
        with pytest.raises(ExamError, match=r"desk\.pc-stop"):
            await front.desk.sign_in(NUMBER, CODE)
        await front.desk.pass_pc_check(PIN)
        assert front.desk.view.pc_stops == ()


async def test_a_proctor_starts_somebody_by_code_through_the_hatch(
    room: Room, tmp_path: Path
) -> None:
    pc = WatchedPc(room, tmp_path / "root", {}, seat_with_pin(room.seat()))
    async with screen_before(pc.desk) as (_, front):
        await front.desk.sign_in(NUMBER, CODE)
        front.desk.confirm_identity()
        front.desk.accept_rules()
        await until(lambda: front.desk.view.phase is Phase.READY)
        await front.desk.enter_start(PIN, " ".join(topic_code_of(room.server.topic_key)))
        assert (front.desk.view.phase, front.desk.view.topic) == (Phase.WRITING, TOPIC)


async def test_who_is_not_the_one_on_the_screen_goes_back(room: Room) -> None:
    async with screen_before(room.open_desk()) as (_, front):
        await front.desk.sign_in(NUMBER, CODE)
        front.desk.reject_identity()
        await until(lambda: front.desk.view.phase is None)


async def test_a_refusal_comes_back_with_its_code(room: Room) -> None:
    async with screen_before(room.open_desk()) as (_, front):
        with pytest.raises(ExamError) as wrong:
            await front.desk.sign_in(NUMBER, "7KQ2")
        assert wrong.value.code == "code.length"
        with pytest.raises(ExamError) as early:
            await front.desk.hand_in()
        assert early.value.code == "desk.not-writing"


async def test_what_is_typed_is_at_the_desk_and_no_text_comes_back(room: Room) -> None:
    desk = await room.open_writing_desk()
    async with screen_before(desk) as (_, front):
        for at, letter in enumerate("Kota ini"):
            front.desk.edit(Part.PAPER, at, "", letter)
        front.desk.edit(Part.PAPER, 4, " ini", "a")
        await until(lambda: desk.text(Part.PAPER) == "Kotaa")
        assert text_anew(front.desk, Part.PAPER) == "Kotaa"
        assert "texts" not in front.watching.heard


async def test_an_edit_that_does_not_fit_is_undone_and_what_was_typed_on_it_is_void(
    room: Room,
) -> None:
    desk = await room.open_writing_desk()
    desk.edit(Part.PAPER, 0, "", "Kota")
    async with screen_before(desk) as (_, front):
        front.desk.edit(Part.PAPER, 0, "Desa", "Kini")
        front.desk.edit(Part.PAPER, 4, "", " ini")
        await until(lambda: "texts" in front.watching.heard)
        assert text_anew(front.desk, Part.PAPER) == desk.text(Part.PAPER) == "Kota"
        front.desk.edit(Part.PAPER, 4, "", "!")
        await until(lambda: desk.text(Part.PAPER) == "Kota!")


async def test_what_an_old_page_types_on_texts_that_are_void_goes_nowhere(room: Room) -> None:
    desk = await room.open_writing_desk()
    desk.edit(Part.PAPER, 0, "", "Kota")
    async with screen_before(desk) as (_, front):
        front.desk.edit(Part.PAPER, 0, "Desa", "Kini dan nanti")
        await until(lambda: front.watching.heard == ["texts", "view"])
        front.desk.edit(Part.PAPER, 2, "", "X")
        assert text_anew(front.desk, Part.PAPER) == "Kota"
        front.desk.edit(Part.PAPER, 4, "", "!")
        await until(lambda: desk.text(Part.PAPER) == "Kota!")


async def test_what_was_copied_is_there_for_the_next_screen_and_nobody_else(room: Room) -> None:
    desk = await room.open_writing_desk()
    async with screen_before(desk) as (hatch, front):
        assert front.desk.copied == ""
        front.desk.note_copied("tiga alinea")
        front.desk.edit(Part.PAPER, 0, "", "a")
        await until(lambda: desk.text(Part.PAPER) == "a")
        await front.die()
        after = await put_in_front(hatch)
        assert after.desk.copied == "tiga alinea"
        candidate = desk._candidate
        assert candidate is not None
        candidate.fence(RefusedError("seat.fenced", seat="PC-02"))
        await until(lambda: after.desk.view.phase is None)
        await after.die()
        last = await put_in_front(hatch)
        assert last.desk.copied == ""
        await last.die()


async def test_whose_work_moved_on_leaves_nothing_on_the_screen(room: Room) -> None:
    desk = await room.open_writing_desk()
    async with screen_before(desk) as (_, front):
        front.desk.edit(Part.PAPER, 0, "", "Rahasia")
        await until(lambda: desk.text(Part.PAPER) == "Rahasia")
        candidate = desk._candidate
        assert candidate is not None
        candidate.fence(RefusedError("seat.fenced", seat="PC-02"))
        front.desk.edit(Part.PAPER, 7, "", "!")
        await until(lambda: "texts" in front.watching.heard)
        assert text_anew(front.desk, Part.PAPER) == desk.text(Part.PAPER) == ""


async def test_what_is_typed_into_a_pause_is_undone_before_the_page_is_turned(room: Room) -> None:
    desk = await room.open_writing_desk()
    async with screen_before(desk) as (_, front):
        front.desk.edit(Part.PAPER, 0, "", "Kota")
        await until(lambda: desk.text(Part.PAPER) == "Kota")
        pause(room)
        await desk._sync.turn()
        front.desk.edit(Part.PAPER, 4, "", "!")
        await until(lambda: front.desk.view.phase is Phase.PAUSED)
        assert text_anew(front.desk, Part.PAPER) == "Kota"


async def test_what_is_typed_after_the_end_is_not_in_what_is_shown(room: Room) -> None:
    desk = await room.open_writing_desk()
    async with screen_before(desk) as (_, front):
        front.desk.edit(Part.PAPER, 0, "", "Kota")
        await front.desk.hand_in()
        front.desk.edit(Part.PAPER, 4, "", "!")
        await until(lambda: "texts" in front.watching.heard)
        assert text_anew(front.desk, Part.PAPER) == "Kota"


async def test_texts_that_appear_at_the_desk_are_told_before_the_view(room: Room) -> None:
    desk = await room.open_writing_desk()
    async with screen_before(desk) as (_, front):
        desk.edit(Part.SLIDES, 0, "", "Judul")
        await until(lambda: "texts" in front.watching.heard)
        await until(lambda: front.desk.view.slide_count == 1)
        assert front.watching.heard == ["texts", "view"]
        assert text_anew(front.desk, Part.SLIDES) == "Judul"


async def test_the_next_screen_has_all_that_was_typed_and_opens_at_the_same_place(
    room: Room,
) -> None:
    desk = await room.open_writing_desk()
    async with screen_before(desk) as (hatch, front):
        front.desk.note_place(Part.SLIDES, {Part.PAPER: 0, Part.SLIDES: 0})
        for at in range(100):
            front.desk.edit(Part.PAPER, at, "", "ab"[at % 2])
        front.desk.edit(Part.PAPER, 50, "ab", "")
        await front.die()
        second = await put_in_front(hatch)
        assert text_anew(second.desk, Part.PAPER) == "ab" * 49
        place = second.desk.place
        assert place is not None
        assert (place.part, place.cursors[Part.PAPER]) == (Part.PAPER, 50)
        await second.die()


async def test_a_screen_that_only_moved_is_followed_as_well(room: Room) -> None:
    desk = await room.open_writing_desk()
    desk.edit(Part.PAPER, 0, "", "Kota ini")
    async with screen_before(desk) as (hatch, front):
        front.desk.note_place(Part.SLIDES, {Part.PAPER: 3})
        await front.die()
        second = await put_in_front(hatch)
        assert second.desk.place is not None
        assert second.desk.place.part is Part.SLIDES
        assert second.desk.place.cursors == {Part.PAPER: 3, Part.SLIDES: 0, Part.NOTES: 0}
        await second.die()


async def test_the_place_is_forgotten_with_whoever_was_there(room: Room) -> None:
    async with screen_before(room.open_desk()) as (hatch, front):
        front.desk.note_place(Part.PAPER, {Part.PAPER: 0})
        await front.desk.sign_in(NUMBER, CODE)
        front.desk.reject_identity()
        await until(lambda: front.desk.view.phase is None)
        await front.die()
        second = await put_in_front(hatch)
        assert second.desk.place is None
        await second.die()


async def test_a_view_that_looks_the_same_is_not_told_again(room: Room) -> None:
    desk = await room.open_writing_desk()
    async with screen_before(desk) as (hatch, front):
        views = len(front.watching.views)
        for milliseconds in (1, 400, 598):
            room.clock.now += milliseconds
            hatch._look()
        front.desk.edit(Part.PAPER, 0, "", "Kota")
        await until(lambda: front.desk.view.words == 1)
        assert len(front.watching.views) <= views + 3


async def test_a_screen_that_does_not_read_is_not_told_more_and_more(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.hatch.LOOK_SECONDS", 0)
    desk = await room.open_writing_desk()
    desk.edit(Part.PAPER, 0, "", "x" * 390_000)
    hatch = Hatch(desk)
    ours, theirs = socket.socketpair()
    wire = Wire(ours)
    tasks = [asyncio.create_task(hatch.serve(wire)), asyncio.create_task(hatch.run())]
    await until(lambda: wire._is_blocked)
    waiting = len(wire._unsent)
    for _ in range(100):
        room.clock.now += 1000
        await asyncio.sleep(0)
    assert len(wire._unsent) == waiting
    for task in tasks:
        task.cancel()
    wire.close()
    theirs.close()


async def test_what_nobody_understands_ends_the_screen(room: Room) -> None:
    desk = room.open_desk()
    ours, theirs = socket.socketpair()
    with theirs:
        Wire(theirs).send(b"nonsense")
        async with asyncio.timeout(_SECONDS):
            await serve_and_close(Hatch(desk), Wire(ours))


async def test_an_error_that_nobody_foresaw_in_a_call_is_not_silent(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = room.open_desk()

    async def fail(_number: str, _code: str, **_wishes: bool) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(desk, "sign_in", fail)
    hatch = Hatch(desk)
    front = await put_in_front(hatch)
    asking = asyncio.create_task(front.desk.sign_in(NUMBER, CODE))
    async with asyncio.timeout(_SECONDS):
        with pytest.raises(ZeroDivisionError):
            await hatch.run()
    asking.cancel()
    await front.die()


async def test_a_screen_without_a_desk_ends(room: Room) -> None:
    ours, theirs = socket.socketpair()
    ours.close()
    assert await meet(Wire(theirs)) is None
    theirs.close()


async def test_a_screen_whose_desk_goes_hears_of_it(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced: list[float] = []
    monkeypatch.setattr("kiosk.ui.remote._end_by_force", forced.append)
    ours, theirs = socket.socketpair()
    hatch = Hatch(room.open_desk())
    keeper_end = Wire(ours)
    serving = asyncio.create_task(hatch.serve(keeper_end))
    screen_end = Wire(theirs)
    desk = await meet(screen_end)
    assert desk is not None
    watching = Watching(desk)
    serving.cancel()
    await asyncio.wait((serving,))
    keeper_end.close()
    await desk.run()
    assert watching.heard[-1] == "end"
    assert forced
    screen_end.close()


class Counter:
    """Who answers a screen by hand."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        self._wire, self._screen = Wire(ours), Wire(theirs)
        self.desk = RemoteDesk(self._screen, Welcome(encode_config(CONFIG), "PC-07", None))
        self._hearing = asyncio.create_task(self.desk.run())

    async def asked(self) -> object:
        content = await self._wire.receive()
        assert content is not None
        return read_said(content)

    def say(self, *messages: Told) -> None:
        for message in messages:
            self._wire.send(encode(message))

    async def close(self) -> None:
        self._hearing.cancel()
        await asyncio.wait((self._hearing,))
        self._wire.close()
        self._screen.close()


async def test_what_is_found_for_a_call_comes_with_its_answer_and_is_kept_for_no_other() -> None:
    counter, fork = Counter(), Fork("PC-03", {Part.PAPER: "Kota"}, 1)
    forks = asyncio.create_task(counter.desk.forks())
    assert await counter.asked() == ForksAsked(1)
    transfer = asyncio.create_task(counter.desk.transfer("27182818"))
    assert await counter.asked() == TransferAsked(2, "27182818")
    counter.say(Transferred(2, "PC-07.makalah"), ForksFound(1, (fork,)), ForksFound(9, ()))
    counter.say(Answer(2), Answer(1))
    assert (await forks, await transfer) == ((fork,), "PC-07.makalah")
    again = asyncio.create_task(counter.desk.forks())
    assert await counter.asked() == ForksAsked(3)
    counter.say(Answer(3))
    assert await again == ()
    assert not counter.desk._found
    await counter.close()


async def test_a_card_that_is_refused_says_why() -> None:
    counter = Counter()
    card = asyncio.create_task(counter.desk.replace_card("7KQ2"))
    assert await counter.asked() == CardReplaceAsked(1, "7KQ2")
    counter.say(Answer(1, "sign-in.wrong"))
    with pytest.raises(ExamError) as refused:
        await card
    assert refused.value.code == "sign-in.wrong"
    await counter.close()


async def test_the_last_thing_a_screen_says_is_why_it_ends(room: Room) -> None:
    async with screen_before(room.open_desk()) as (hatch, front):
        await front.desk.report_failure("ZeroDivisionError editor.py:17")
        await front.die()
        assert hatch.failure == "ZeroDivisionError editor.py:17"


async def test_an_edit_of_an_earlier_turn_is_not_taken(room: Room) -> None:
    desk = await room.open_writing_desk()
    async with screen_before(desk) as (_, front):
        front.wire.send(encode(EditMade(0, Part.PAPER, 0, "", "x")))
        front.desk.edit(Part.PAPER, 0, "", "Kota")
        await until(lambda: desk.text(Part.PAPER) != "")
        assert desk.text(Part.PAPER) == "Kota"


async def test_the_next_screen_looks_as_was_chosen_until_somebody_else_signs_in(room: Room) -> None:
    chosen = Appearance(Theme.CONTRAST, Width.FULL)
    desk = room.open_desk()
    async with screen_before(desk) as (hatch, first):
        assert first.desk.appearance == Appearance()
        first.desk.note_appearance(chosen)
        await first.desk.sign_in(NUMBER, CODE)
        first.desk.reject_identity()
        await until(lambda: first.desk.view.phase is None)
        await first.desk.sign_in(NUMBER, CODE)
        first.desk.confirm_identity()
        await until(lambda: first.desk.view.phase is Phase.IDENTITY_CONFIRMED)
        await first.die()
        second = await put_in_front(hatch)
        assert second.desk.appearance == chosen
        await second.die()


async def test_who_only_reads_does_not_take_new_texts_for_those_who_edit(room: Room) -> None:
    desk = await room.open_writing_desk()
    async with screen_before(desk) as (_, front):
        assert text_anew(front.desk, Part.PAPER) == ""
        desk.edit(Part.PAPER, 0, "", "Kota ini indah")
        await until(lambda: front.desk._new_texts is not None)
        assert front.desk.text(Part.PAPER) == ""
        front.desk.edit(Part.PAPER, 0, "", "x")  # made where the text was empty
        await front.desk.close()
        await until(lambda: front.desk._wire.is_clear)
        assert text_anew(front.desk, Part.PAPER) == "Kota ini indah"
        front.desk.edit(Part.PAPER, 0, "", "y")
        await until(lambda: desk.text(Part.PAPER) != "Kota ini indah")
        assert desk.text(Part.PAPER) == "yKota ini indah"


async def test_what_a_proctor_types_goes_to_the_desk_and_its_refusal_comes_back() -> None:
    counter = Counter()
    passing = asyncio.create_task(counter.desk.pass_pc_check("27182818"))
    assert await counter.asked() == PcPassAsked(1, "27182818")
    starting = asyncio.create_task(counter.desk.enter_start("27182818", "a code"))
    assert await counter.asked() == StartAsked(2, "27182818", "a code")
    counter.say(Answer(1), Answer(2, "topics.code"))
    await passing
    with pytest.raises(ExamError, match=r"topics\.code"):
        await starting
    await counter.close()
