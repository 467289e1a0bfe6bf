"""What people read about a selection's TOML: why it is refused, and what deserves a second look.

`exam.sentences` takes these up among all others.
"""

from collections.abc import Mapping
from typing import Final


def _(text: str) -> str:
    """Mark a sentence for the catalogs."""
    return text


CONFIG_SENTENCES: Final[Mapping[str, str]] = {
    "config.size": _(
        "{place} is larger than {most} KiB. No selection needs so much; look into it."
    ),
    "config.encoding": _("{place} is not UTF-8 text. Save the file again with the encoding UTF-8."),
    "config.syntax": _(
        "{place}, column {column}: this is not TOML: {line} – look here and on the line before for "
        "a missing quotation mark, bracket or equals sign, or a name that stands twice."
    ),
    "config.syntax-time": _(
        "{place}: this is not a time: {line} – write two digits each for hour, minute and second, "
        "like 08:00:00."
    ),
    "config.syntax-somewhere": _(
        "{place} is not TOML; it breaks off, or a number is too long. Look at its last lines."
    ),
    "config.nesting": _("{place} is nested too deeply. Write it like the examples."),
    "config.unknown-key": _(
        "{place}: “{key}” is not known. Remove it, or use one of these: {known}."
    ),
    "config.unknown-key-near": _("{place}: “{key}” is not known. Perhaps “{near}” is meant."),
    "config.missing-key": _("{place}: “{key}” is missing. Add it."),
    "config.type.text": _("{place}: “{key}” is {value}; a text in quotation marks is needed."),
    "config.type.whole": _("{place}: “{key}” is {value}; a whole number is needed."),
    "config.type.number": _("{place}: “{key}” is {value}; a number is needed."),
    "config.type.yes-no": _("{place}: “{key}” is {value}; true or false is needed."),
    "config.type.date": _("{place}: “{key}” is {value}; a date like 2026-12-05 is needed."),
    "config.type.time": _("{place}: “{key}” is {value}; a time like 08:00:00 is needed."),
    "config.type.list": _(
        "{place}: “{key}” is {value}; a list in brackets, or [[ ]] above each table, is needed."
    ),
    "config.type.table": _(
        "{place}: “{key}” is {value}; a table, with [ ] above it or in braces, is needed."
    ),
    "config.choice": _("{place}: “{key}” is {value}; allowed are {choices}."),
    "config.range": _("{place}: “{key}” is {value}; allowed is {least} to {most}."),
    "config.list-length": _("{place}: “{key}” has {found} items; allowed are {least} to {most}."),
    "config.text.long": _("{place}: “{key}” has {length} characters; at most {most} are allowed."),
    "config.text.identifier": _(
        "{place}: “{key}” is {value}; allowed are lower-case letters and digits, joined by single "
        "hyphens."
    ),
    "config.text.name": _(
        "{place}: “{key}” is {value}; a text of one line is needed, without spaces at its ends and "
        "without signs that cannot be seen."
    ),
    "config.text.blank": _(
        "{place}: “{key}” is {value}; a text is needed that is not blank and holds no sign that "
        "cannot be seen."
    ),
    "config.text.score-key": _(
        "{place}: “{key}” is {value}; the id of a stage is needed, or stage.criterion."
    ),
    "config.value": _("{place} cannot be used: {problem}."),
    "config.twice": _("{place}: “{key}” is {value}, as “{first}” is already. Each must differ."),
    "config.above": _(
        "{place}: “{key}” is {value}; at most {most} is allowed, because of “{other}”."
    ),
    "config.weights": _(
        "{place}: the weights of “{key}” add up to {total}; they must add up to {whole}."
    ),
    "config.unknown-name": _(
        "{place}: “{key}” is {value}; “{where}” does not have it. Allowed are {known}."
    ),
    "config.needed": _("{place}: “{key}” is missing, and “{other}” asks for it. Add it."),
    "config.needless": _("{place}: “{key}” has no place here, because of “{other}”. Remove it."),
    "config.both": _("{place}: “{key}” has both {first} and {second}. Keep one of them."),
    "config.neither": _("{place}: “{key}” has neither {first} nor {second}. Add one of them."),
    "config.kdf-practice": _(
        '{place}: “{key}” is "test-only", which is only for practice. Allowed is "standard".'
    ),
    "config.chairs": _("{place}: “{key}” has {chairs} with the role chair; exactly 1 is needed."),
    "config.internal-share": _(
        "{place}: “{key}” has {internal} internal of {members}; at most {percent} % are allowed, "
        "which is {most}."
    ),
    "config.nobody": _("{place}: “{key}” has nobody with the role {role}. Add somebody."),
    "config.nothing-scored": _(
        "{place}: “{key}” has no stage with the source paper or interview. There is nothing to do "
        "here."
    ),
    "config.second-stage": _(
        "{place}: “{key}” is {value}, as in “{first}” already. One stage may have that source."
    ),
    "config.unscored-weight": _(
        "{place}: “{key}” is {value}; a stage that is not scored has the weight 0."
    ),
    "config.goes-on-last": _(
        "{place}: “{key}” stands in the last stage. Nothing follows; remove it."
    ),
    "config.goes-on-unscored": _(
        "{place}: “{key}” stands in a stage that is not scored. Remove it, or import scores."
    ),
    "config.recommendation-order": _(
        "{place}: “{key}” is not in order. Begin with the highest from_points; each is lower than "
        "the one before."
    ),
    "config.recommendation-last": _(
        "{place}: “{key}” is {value}; the last one begins at 0, so that everybody gets one."
    ),
    "config.nothing-held": _(
        "{place}: no post of “{key}” is held. Leave held = false out where a post is held."
    ),
    "config.topic-repeated": _(
        "{place}: “{key}” is the same text as “{first}”, but the two sittings do not begin "
        "together, so that the second would know it. Write another topic for one of them."
    ),
    "config.mixed-sharing": _(
        "{place}: “{key}” is shared out by {first} and by {second}. Use one of the two throughout."
    ),
    "config.post-unplaced": _(
        "{place}: “{key}” has no place for the post {post}. Add it to the posts of one."
    ),
    "config.room-taken": _(
        "{place}: “{key}” lies within “{first}”, which is in the same room. Choose another time or "
        "room."
    ),
    "config.rows": _(
        "{place}: “{key}” add up to {total} PCs; the room has {seats}. Make both the same."
    ),
    "config.lateness": _(
        "{place}: “{key}” is {value}, which does not go with the rule {rule}: with drop it is 0, "
        "with the others at least 1."
    ),
    "config.sitting-nobody": _(
        "No sitting is for candidates of the post {post} in the group “{group}”. Name the group in "
        "[[sittings]], or correct the list."
    ),
    "config.topic-missing": _("{place}: there is no topic for {of}. Add it."),
    "config.manifest": _(
        "The exam's settings cannot be read ({problem}). They are damaged or of another version."
    ),
    "plan.no-paper": _(
        "This selection has no paper stage: nobody writes, so there are no PCs, cards or papers."
    ),
    "advice.panel-size": _(
        "The panel has {members} members. An odd number from five to nine is usual."
    ),
    "advice.no-release-officer": _(
        "Nobody in [[staff]] has the role release-officer, so nobody looks for names in the papers."
    ),
    "advice.role-of-papers": _(
        "Somebody in [[staff]] has the role {role}, and without a paper stage there is no work for "
        "it: the account shows no page."
    ),
    "advice.one-proctor": _(
        "There is one proctor, but giving back more than {minutes} minutes needs two."
    ),
    "advice.few-spares": _(
        "The sitting {sitting} has {spare} spare PCs. At least {percent} % of the seats is usual."
    ),
    "advice.early-warning": _(
        "A warning {minutes} minutes before the end never comes: the sitting is not longer."
    ),
    "advice.topic-known": _(
        "With topics per {per}, later groups may know the topic of the first ones. "
        "“sitting-and-post” avoids that."
    ),
}
