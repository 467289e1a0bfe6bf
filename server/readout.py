"""What an inspection found, as a report that a person reads: on a terminal or on a page."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from exam.config import ExamConfig, warnings_of
from exam.roster import Roster
from exam.roster.minimum import applicants_of, not_held
from exam.roster.report import remarks_on
from exam.sentences import sentence
from server.forecast import Forecast, Room, show_bytes
from server.inspection import (
    Inspection,
    people_of_days,
    people_of_sittings,
)
from server.readout_config import Line, Mark, Section, Translate, sections_of_config

_SIGNS: Final = {Mark.PLAIN: "  ", Mark.LOOK: "! ", Mark.WRONG: "X "}


def readout_of(found: Inspection, translate: Translate) -> tuple[Section, ...]:
    """Return the report: what is wrong first, then what the exam will be."""
    _ = translate
    sections = [Section(_("What must be corrected"), _problems(found, _))]
    if found.config is not None:
        advice = (Line(sentence(one, _), Mark.LOOK) for one in warnings_of(found.config))
        sections.append(Section(_("What to look at again"), tuple(advice)))
        sections += sections_of_config(found.config, _)
        if found.roster is not None:
            sections += _of_people(found.config, found.roster, _)
    if found.forecast is not None:
        language = "" if found.config is None else found.config.exam.language
        lines = _disk(found.forecast, found.free, found.room, language, _)
        sections.append(Section(_("Disk space until the end of the day"), tuple(lines)))
    return tuple(section for section in sections if section.lines)


def verdict_of(found: Inspection, translate: Translate) -> str:
    """Say in one sentence whether the exam can be created."""
    _ = translate
    if found.can_run:
        return _("The exam can be created. Nothing has been created yet.")
    return _("The exam cannot be held like this. Correct what is named, then check again.")


def readout_text(found: Inspection, translate: Translate) -> str:
    """Write the report for a terminal."""
    blocks = [
        "\n".join((section.title, *(f"{_SIGNS[line.mark]}{line.text}" for line in section.lines)))
        for section in readout_of(found, translate)
    ]
    return "\n\n".join((*blocks, verdict_of(found, translate)))


def _problems(found: Inspection, _: Translate) -> tuple[Line, ...]:
    return tuple(Line(sentence(one, _), Mark.WRONG) for one in found.problems)


def _of_people(config: ExamConfig, roster: Roster, _: Translate) -> Iterator[Section]:
    yield Section(_("Candidates"), tuple(_candidates(config, roster, _)))
    yield Section(_("Candidates for each post"), tuple(_posts(config, roster, _)))
    repairs = (Line(sentence(one, _), Mark.LOOK) for one in remarks_on(roster.repairs))
    yield Section(_("What was repaired in the list; compare it"), tuple(repairs))


def _candidates(config: ExamConfig, roster: Roster, _: Translate) -> Iterator[Line]:
    if roster.people < len(roster.applications):
        both = _("{people} people with {applications} applications; each has a number of its own.")
        yield Line(both.format(people=roster.people, applications=len(roster.applications)))
    if not config.has_paper:
        yield from _heard(config, roster, _)
        return
    for sitting_id, people in people_of_sittings(config, roster).items():
        yield _seats(config, sitting_id, people, _)
    kinds = Counter(one.accommodation for one in roster.applications if one.accommodation)
    for kind in config.writing.sitting_rules.accommodations:
        numbers = [one.number for one in roster.applications if one.accommodation == kind.id]
        if numbers:
            yield Line(
                _("{name}: {count} ({numbers}); they sit in front or at an aisle.").format(
                    name=kind.name, count=kinds[kind.id], numbers=_listed(numbers)
                )
            )
    if not kinds:
        yield Line(_("Nobody has an accommodation."))


def _heard(config: ExamConfig, roster: Roster, _: Translate) -> Iterator[Line]:
    """Say how many there are, and who is heard on which day."""
    yield Line(_("{people} in the list.").format(people=len(roster.applications)))
    for day_id, people in people_of_days(config, roster).items():
        yield Line(_("{day}: {people} are heard.").format(day=day_id, people=people))


def _seats(config: ExamConfig, sitting_id: str, people: int, _: Translate) -> Line:
    sitting = config.writing.sitting_of(sitting_id)
    places = sitting.seats - sitting.spare_seats
    said = _("{people} candidates for {places} places, and {spare} spare PCs.").format(
        people=people, places=places, spare=sitting.spare_seats
    )
    named = f"{sitting_id}: {said}" if sitting_id else said
    return Line(named, Mark.PLAIN if people <= places else Mark.WRONG)


def _posts(config: ExamConfig, roster: Roster, _: Translate) -> Iterator[Line]:
    for post_id, count in applicants_of(config, roster.applications).items():
        name, least = config.post(post_id).name, config.fewest_for(post_id)
        if count >= least:
            yield Line(f"{name}: {count}")
        else:
            too_few = _("too few, at least {least} are needed").format(least=least)
            mark = Mark.LOOK if config.exam.practice else Mark.WRONG
            yield Line(f"{name}: {count} – {too_few}", mark)
    for post_id, count in not_held(config, roster.set_aside).items():
        line = _("{post}: not held; {count} applied")
        yield Line(line.format(post=config.post(post_id).name, count=count), Mark.LOOK)


def _listed(numbers: Sequence[str]) -> str:
    return ", ".join(numbers)


def _disk(
    forecast: Forecast, free: int, room: Room | None, language: str, _: Translate
) -> Iterator[Line]:
    parts = (
        (_("Journals of {count} candidates").format(count=forecast.candidates), forecast.journals),
        (_("Sealed hand-ins"), forecast.envelopes),
        (_("Opened papers"), forecast.papers),
        (_("The exam itself"), forecast.founding),
        (_("A full copy on the same disk"), forecast.copy),
        (_("Documents"), forecast.documents),
    )
    for name, size in parts:
        if size:
            yield Line(f"{name}: {show_bytes(size, language)}")
    verdicts = {
        Room.ENOUGH: (_("{free} are free and about {needed} are needed: enough."), Mark.PLAIN),
        Room.TIGHT: (_("{free} are free and about {needed} are needed: tight."), Mark.LOOK),
        Room.SHORT: (_("{free} are free and about {needed} are needed: too little."), Mark.WRONG),
    }
    if room is not None:
        text, mark = verdicts[room]
        needed = show_bytes(forecast.total, language)
        yield Line(text.format(free=show_bytes(free, language), needed=needed), mark)
