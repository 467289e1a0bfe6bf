"""Whether enough people apply for each post that is held."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from exam.config import ExamConfig
from exam.errors import RosterError
from exam.roster.applications import Application


def applicants_of(config: ExamConfig, applications: Iterable[Application]) -> Mapping[str, int]:
    """Return how many apply for each post that is held, by its id, in the order of the config."""
    counted = Counter(one.post_id for one in applications)
    return {post.id: counted[post.id] for post in config.posts if post.held}


def not_held(config: ExamConfig, set_aside: Iterable[Application]) -> Mapping[str, int]:
    """Return how many applied for each post that is not held, by its id, likewise."""
    counted = Counter(one.post_id for one in set_aside)
    return {post.id: counted[post.id] for post in config.posts if not post.held}


def require_enough(config: ExamConfig, applications: Iterable[Application], file: str) -> None:
    """Refuse posts that are held though too few apply for them; a practice exam may have few.

    Raises:
        RosterError: names all such posts, how many apply for each and how many are needed.

    """
    few = list(_few(config, applications))
    if few and not config.exam.practice:
        raise RosterError("roster.few-applicants", file=file, count=len(few), posts="; ".join(few))


def _few(config: ExamConfig, applications: Iterable[Application]) -> Iterator[str]:
    for post_id, count in applicants_of(config, applications).items():
        if count < (fewest := config.fewest_for(post_id)):
            yield f"{config.post(post_id).name} ({post_id}): {count} < {fewest}"
