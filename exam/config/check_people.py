"""Whether posts, panel and staff hold together."""

from typing import Final

from exam.config.grounds import (
    require_at_most,
    require_known,
    require_once,
    require_together,
)
from exam.config.selection import ExamConfig
from exam.config.source import Source

MOST_INTERNAL_PERCENT: Final = 45
"""Of a selection committee, as its rules say (domain facts: pansel); the others are external."""


def check_people(config: ExamConfig, source: Source, *, writes: bool) -> None:
    """Check who takes part; `writes` says whether there is a paper stage.

    Raises:
        ConfigError: names the first key that does not hold.

    """
    if config.exam.card_kdf == "test-only" and not config.exam.practice:
        raise source.refusal("config.kdf-practice", ("exam", "card_kdf"))
    _check_posts(config, source)
    _check_panel(config, source, writes=writes)
    _check_staff(config, source, writes=writes)


def _check_posts(config: ExamConfig, source: Source) -> None:
    ids = [(("posts", at, "id"), post.id) for at, post in enumerate(config.posts)]
    require_once(source, ids)
    names = [(("posts", at, "name"), post.name.casefold()) for at, post in enumerate(config.posts)]
    require_once(source, names)
    if not any(post.held for post in config.posts):
        raise source.refusal("config.nothing-held", ("posts",))
    most = config.applications.most_per_person
    require_at_most(
        source, ("applications", "most_per_person"), most, len(config.posts), ("posts",)
    )


def _check_panel(config: ExamConfig, source: Source, *, writes: bool) -> None:
    panel, members = config.panel, ("panel", "members")
    chairs = sum(member.role == "chair" for member in panel.members)
    if chairs != 1:
        raise source.refusal("config.chairs", members, chairs=chairs)
    threshold = ("panel", "threshold")
    require_together(source, threshold, panel.threshold is not None, writes, ("stages",))
    if panel.threshold is not None:
        require_at_most(source, threshold, panel.threshold, len(panel.members), members)
    _check_internal_share(config, source)
    _check_topic_holders(config, source)
    if config.interview is not None and config.interview.interviewers is not None:
        interviewers = ("interview", "interviewers")
        require_at_most(
            source, interviewers, config.interview.interviewers, len(panel.members), members
        )


def _check_topic_holders(config: ExamConfig, source: Source) -> None:
    """Refuse a holder of the topics' passphrase who is not of the panel, or is named twice."""
    if config.topics is None:
        return
    holders = [(("topics", "holders", at), one) for at, one in enumerate(config.topics.holders)]
    require_once(source, holders)
    known = [member.id for member in config.panel.members]
    for place, holder in holders:
        require_known(source, place, holder, known, ("panel", "members"))


def _check_internal_share(config: ExamConfig, source: Source) -> None:
    """Refuse too many members of the agency itself in the committee of a real selection."""
    if config.exam.practice or config.result.output != "shortlist":
        return
    members = config.panel.members
    internal = sum(member.element == "internal" for member in members)
    most = len(members) * MOST_INTERNAL_PERCENT // 100
    if internal > most:
        raise source.refusal(
            "config.internal-share",
            ("panel", "members"),
            internal=internal,
            members=len(members),
            percent=MOST_INTERNAL_PERCENT,
            most=most,
        )


def _check_staff(config: ExamConfig, source: Source, *, writes: bool) -> None:
    members, staff = config.panel.members, config.staff
    require_once(
        source,
        [
            *((("panel", "members", at, "id"), one.id) for at, one in enumerate(members)),
            *((("staff", at, "id"), one.id) for at, one in enumerate(staff)),
        ],
    )
    roles = {one.role for one in staff}
    if writes and "proctor" not in roles:
        raise source.refusal("config.nobody", ("staff",), role="proctor")
    rules = config.sitting_rules
    decides = "chair" if rules is None else rules.interruptions.postponed_by
    if decides not in roles | {"chair"}:
        raise source.refusal("config.nobody", ("staff",), role=decides)
