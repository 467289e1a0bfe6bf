"""Whether it is settled who comes when and where, and whether a sitting's rules can be kept."""

from collections.abc import Sequence

from exam.config.grounds import (
    require_at_most,
    require_either,
    require_known,
    require_once,
)
from exam.config.selection import ExamConfig
from exam.config.sittings import InterviewDay, Sitting, SittingRules
from exam.config.source import Path, Source


def check_sittings(config: ExamConfig, source: Source) -> None:
    """Check sittings, interview days and the rules of the room.

    Raises:
        ConfigError: names the first key that does not hold.

    """
    _check_who_comes(config, source, ("sittings",), config.sittings)
    if config.interview is not None:
        _check_who_comes(config, source, ("interview", "days"), config.interview.days)
    for at, sitting in enumerate(config.sittings):
        spare = ("sittings", at, "spare_seats")
        require_at_most(
            source, spare, sitting.spare_seats, sitting.seats - 1, ("sittings", at, "seats")
        )
        if sum(sitting.row_lengths) != sitting.seats:
            rows, total = ("sittings", at, "rows"), sum(sitting.rows)
            raise source.refusal("config.rows", rows, total=total, seats=sitting.seats)
    if config.sitting_rules is not None:
        _check_rules(config.sitting_rules, config.sittings, source)
        _check_rooms(config.sitting_rules, config.sittings, source)
        most = config.applications.most_per_person
        applications = ("applications", "most_per_person")
        require_at_most(source, applications, most, len(config.sittings), ("sittings",))


def _check_who_comes(
    config: ExamConfig,
    source: Source,
    path: Path,
    meetings: Sequence[Sitting | InterviewDay],
) -> None:
    """Check that everybody has one place: several meetings share out groups, or posts."""
    require_once(source, [((*path, at, "id"), one.id) for at, one in enumerate(meetings)])
    for at, one in enumerate(meetings):
        given = bool(one.groups) + bool(one.posts)
        if len(meetings) > 1 or given > 1:
            require_either(source, (*path, at), "groups", "posts", given)
    if meetings and len({bool(one.groups) for one in meetings}) > 1:
        raise source.refusal("config.mixed-sharing", path, first="groups", second="posts")
    require_once(source, _named(path, meetings, "groups"))
    posts = _named(path, meetings, "posts")
    require_once(source, posts)
    known = [post.id for post in config.posts]
    for place, post in posts:
        require_known(source, place, post, known, ("posts",))
    placed = {post for _, post in posts}
    for held in (post.id for post in config.posts if post.held):
        if placed and held not in placed:
            raise source.refusal("config.post-unplaced", path, post=held)


def _named(
    path: Path, meetings: Sequence[Sitting | InterviewDay], kind: str
) -> list[tuple[Path, str]]:
    """Return every group or post that a meeting names, with its place."""
    return [
        ((*path, at, kind, place), name.casefold())
        for at, one in enumerate(meetings)
        for place, name in enumerate(one.groups if kind == "groups" else one.posts)
    ]


def _check_rules(rules: SittingRules, sittings: Sequence[Sitting], source: Source) -> None:
    path = ("sitting_rules",)
    check_in = (*path, "check_in")
    require_at_most(
        source,
        (*check_in, "closes_minutes_before"),
        rules.check_in.closes_minutes_before,
        rules.check_in.opens_minutes_before - 1,
        (*check_in, "opens_minutes_before"),
    )
    require_at_most(
        source,
        (*path, "interruptions", "two_proctors_above_minutes"),
        rules.interruptions.two_proctors_above_minutes,
        rules.interruptions.postpone_from_minutes,
        (*path, "interruptions", "postpone_from_minutes"),
    )
    warnings = enumerate(rules.warnings)
    require_once(source, [((*path, "warnings", at), str(minutes)) for at, minutes in warnings])
    _check_lateness(rules, sittings, source)
    kinds = rules.accommodations
    ids = [((*path, "accommodations", at, "id"), one.id) for at, one in enumerate(kinds)]
    require_once(source, ids)
    for at, one in enumerate(kinds):
        given = (one.extra_minutes is not None) + (one.extra_percent is not None)
        place = (*path, "accommodations", at)
        require_either(source, place, "extra_minutes", "extra_percent", given)


def _check_lateness(rules: SittingRules, sittings: Sequence[Sitting], source: Source) -> None:
    path, latest = ("sitting_rules", "lateness"), rules.lateness.latest_minutes
    if (rules.lateness.rule == "drop") != (latest == 0):
        raise source.refusal(
            "config.lateness", (*path, "latest_minutes"), value=latest, rule=rules.lateness.rule
        )
    for at, sitting in enumerate(sittings):
        own = sitting.minutes is not None
        minutes = ("sittings", at, "minutes") if own else ("sitting_rules", "minutes")
        most = rules.minutes_of(sitting)
        require_at_most(source, (*path, "latest_minutes"), latest, most, minutes)


def _check_rooms(rules: SittingRules, sittings: Sequence[Sitting], source: Source) -> None:
    """Refuse a sitting that begins in a room where another has not ended."""
    busy: dict[str, list[tuple[float, float, int]]] = {}
    for at, sitting in enumerate(sittings):
        begin = sitting.begin_minutes
        end = begin + rules.minutes_of(sitting)
        for other_begin, other_end, other in busy.setdefault(sitting.room.casefold(), []):
            if begin < other_end and other_begin < end:
                first = source.key(("sittings", other))
                raise source.refusal("config.room-taken", ("sittings", at, "start"), first=first)
        busy[sitting.room.casefold()].append((begin, end, at))
