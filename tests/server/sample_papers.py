"""The invented papers of `tests/data/papers` as manuscripts, with their marks set."""

from exam.seal import Manuscript
from scripts.practice.samples import load_samples

_MANUSCRIPTS = {one.name: Manuscript(one.paper, one.slides) for one in load_samples()}


def sample_names() -> list[str]:
    return list(_MANUSCRIPTS)


def sample_manuscript(name: str) -> Manuscript:
    return _MANUSCRIPTS[name]
