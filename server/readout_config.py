"""A selection's settings in plain words, for somebody who did not write the TOML."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from exam.config import (
    Accommodation,
    ExamConfig,
    InterviewDay,
    InterviewSection,
    Limits,
    PaperSection,
    Sitting,
    SlidesSection,
    Stage,
)
from server.figures import show_number

Translate = Callable[[str], str]


class Mark(StrEnum):
    """How much a line matters."""

    PLAIN = "plain"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a report."""

    text: str
    mark: Mark = Mark.PLAIN


@dataclass(frozen=True, slots=True)
class Section:
    """Some sentences under a heading."""

    title: str
    lines: tuple[Line, ...]


def sections_of_config(config: ExamConfig, translate: Translate) -> tuple[Section, ...]:
    """Say what the settings are: the selection, each sitting, the paper, the people, the result."""
    _ = translate
    told = (
        (_("Selection"), _selection(config, _)),
        *_stages_here(config, _),
        (_("Panel and staff"), _people(config, _)),
        (_("Stages and result"), _result(config, _)),
    )
    return tuple(Section(title, tuple(Line(text) for text in texts)) for title, texts in told)


def _selection(config: ExamConfig, _: Translate) -> Iterator[str]:
    yield f"{config.exam.name} – {config.exam.agency}"
    if config.exam.practice:
        yield _("This is a practice exam: it appoints nobody.")
    yield _("Posts: {count}").format(count=len(config.posts))
    if not config.has_paper:
        yield _(
            "Nothing is written in this selection: there are no sittings, no PCs, no cards, no "
            "papers and no panel key, and names are open from the start."
        )


def _stages_here(config: ExamConfig, _: Translate) -> Iterator[tuple[str, Iterator[str]]]:
    """Give a section to all that happens here: each sitting, the paper, the interviews."""
    if config.has_paper:
        yield from _sittings(config, _)
        has_slides = config.writing.has_slides
        yield _("Paper and slides") if has_slides else _("Paper"), _paper(config, _)
    if config.interview is not None:
        yield _("Interviews"), _interviews(config, config.interview, _)


def _interviews(config: ExamConfig, interview: InterviewSection, _: Translate) -> Iterator[str]:
    asked = interview.interviewers or len(config.panel.members)
    yield _("Each candidate is heard for {minutes} minutes by {asked} of the panel.").format(
        minutes=_number(interview.minutes, config), asked=asked
    )
    for day in interview.days:
        said = _("{id}: {date} from {start}, {room}.").format(
            id=day.id, date=f"{day.date:%d-%m-%Y}", start=f"{day.start:%H.%M}", room=day.room
        )
        yield " ".join((said, *_who_comes(day, config, _)))
    if not interview.days:
        yield _("Days and rooms are said when the schedule is made.")


def _sittings(config: ExamConfig, _: Translate) -> Iterator[tuple[str, Iterator[str]]]:
    for sitting_id in config.writing.sitting_ids:
        named = _("Sitting {name}").format(name=sitting_id) if sitting_id else _("Sitting")
        yield named, _sitting(config, sitting_id, _)


def _sitting(config: ExamConfig, sitting_id: str, _: Translate) -> Iterator[str]:
    writing = config.writing
    sitting, rules = writing.sitting_of(sitting_id), writing.sitting_rules
    lasting = writing.minutes_of(sitting_id)
    begin = datetime.combine(sitting.date, sitting.start)
    opens, closes = (
        begin - timedelta(minutes=minutes)
        for minutes in (rules.check_in.opens_minutes_before, rules.check_in.closes_minutes_before)
    )
    yield _("{date}, {room}: writing from {start} to {end}, {minutes} minutes.").format(
        date=f"{begin:%d-%m-%Y}",
        room=sitting.room,
        start=_clock(begin),
        end=_clock(begin + timedelta(minutes=lasting)),
        minutes=_number(lasting, config),
    )
    yield _("Check-in opens at {opens} and closes at {closes}.").format(
        opens=_clock(opens), closes=_clock(closes)
    )
    yield from _who_comes(sitting, config, _)
    yield _lateness(config, _)
    yield _room(sitting, _)
    yield _("Two proctors are needed to give back more than {minutes} minutes.").format(
        minutes=rules.interruptions.two_proctors_above_minutes
    )
    yield from (_accommodation(kind, config, _) for kind in rules.accommodations)


def _who_comes(sitting: Sitting | InterviewDay, config: ExamConfig, _: Translate) -> Iterator[str]:
    if sitting.groups:
        yield _("Who comes: groups {groups}.").format(groups=", ".join(sitting.groups))
    if sitting.posts:
        posts = ", ".join(config.post(one).name for one in sitting.posts)
        yield _("Who comes: candidates for {posts}.").format(posts=posts)


def _clock(at: datetime) -> str:
    return f"{at:%H.%M}"


def _lateness(config: ExamConfig, _: Translate) -> str:
    late = config.writing.sitting_rules.lateness
    said = {
        "drop": _("Whoever comes after that may not write."),
        "time-runs": _("Whoever comes up to {minutes} minutes late writes until the common end."),
        "full-time": _("Whoever comes up to {minutes} minutes late has the whole time."),
    }
    return said[late.rule].format(minutes=late.latest_minutes)


def _room(sitting: Sitting, _: Translate) -> str:
    return _("{seats} PCs, {spare} of them spare; rows from the front: {rows}.").format(
        seats=sitting.seats,
        spare=sitting.spare_seats,
        rows=", ".join(map(str, sitting.row_lengths)),
    )


def _accommodation(kind: Accommodation, config: ExamConfig, _: Translate) -> str:
    if kind.extra_minutes is not None:
        return _("{name} (“{id}”): {minutes} minutes more.").format(
            name=kind.name, id=kind.id, minutes=kind.extra_minutes
        )
    return _("{name} (“{id}”): {percent} % more time.").format(
        name=kind.name, id=kind.id, percent=_number(kind.extra_percent or 0, config)
    )


def _paper(config: ExamConfig, _: Translate) -> Iterator[str]:
    writing = config.writing
    paper, slides = writing.paper, writing.slides
    yield _length(paper, _)
    if paper.sections:
        yield _("Required sections: {sections}.").format(sections=", ".join(paper.sections))
    yield _("Printed on {page}, {font} {points}, line spacing {spacing}.").format(
        page=paper.page,
        font=paper.font,
        points=_number(paper.font_points, config),
        spacing=_number(paper.line_spacing, config),
    )
    yield _slides(slides, _)
    holders = ", ".join(one.name for one in config.topic_holders)
    yield _("The topics are opened at the start by: {holders}.").format(holders=holders)


def _length(paper: PaperSection, _: Translate) -> str:
    words, pages = (
        "" if each is None else _between(each, _) for each in (paper.words, paper.pages)
    )
    if not pages:
        return _("The paper has {length} words.").format(length=words)
    if not words:
        return _("The paper has {length} pages in print.").format(length=pages)
    return _("The paper has {words} words and {pages} pages in print.").format(
        words=words, pages=pages
    )


def _slides(slides: SlidesSection | None, _: Translate) -> str:
    if slides is None:
        return _("No slides are asked for.")
    limits = Limits(min=slides.min_slides, max=slides.max_slides)
    said = _("Slides: {count}.") if slides.required else _("Slides: {count}; may be left out.")
    return said.format(count=_between(limits, _))


def _between(limits: Limits, _: Translate) -> str:
    if limits.min:
        return _("{least} to {most}").format(least=limits.min, most=limits.max)
    return _("at most {most}").format(most=limits.max)


def _people(config: ExamConfig, _: Translate) -> Iterator[str]:
    members = len(config.panel.members)
    if config.has_paper:
        yield _("Panel: {members} members; any {needed} of their shares open the papers.").format(
            members=members, needed=config.writing.threshold
        )
    else:
        yield _("Panel: {members} members.").format(members=members)
    for member in config.panel.members:
        chair = _(" (chair)") if member.role == "chair" else ""
        yield f"{member.id}: {member.name}{chair}"
    roles = {
        "proctor": _("proctor"),
        "secretariat": _("secretariat"),
        "release-officer": _("release officer"),
        "observer": _("observer"),
    }
    for one in config.staff:
        yield f"{one.id}: {one.name} ({roles[one.role]})"


def _result(config: ExamConfig, _: Translate) -> Iterator[str]:
    yield from (_stage(stage, config, _) for stage in config.stages)
    if config.divergence is not None:
        yield _("Scores that differ by {points} points or more are looked at again.").format(
            points=_number(config.divergence.points, config)
        )
    if config.result.output == "shortlist":
        yield _("The result is a shortlist of {count} for each post.").format(
            count=config.result.shortlist_size
        )
    else:
        yield _("The result is a recommendation for each person.")
    if config.result.pass_mark is not None:
        yield _("Pass mark: {mark}.").format(mark=_number(config.result.pass_mark, config))


def _stage(stage: Stage, config: ExamConfig, _: Translate) -> str:
    sources = {
        "paper": _("the paper, scored here"),
        "interview": _("the interview, scored here"),
        "imported": _("scores from outside"),
        "unscored": _("without a score"),
    }
    said = f"{stage.name}: {_number(stage.weight, config)} % – {sources[stage.source]}"
    if not stage.rubric:
        return said
    rubric = (f"{one.name} {_number(one.weight, config)} %" for one in stage.rubric)
    return f"{said} ({', '.join(rubric)})"


def _number(value: float, config: ExamConfig) -> str:
    """Write a number with the decimal sign of the exam's language."""
    return show_number(value, config.exam.language)
