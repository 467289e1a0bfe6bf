"""Where a text gives its author away: name, NIP, office, agency, e-mail, telephone.

A finding is a hint for the author or the release officer, never a change of the text. What is found
and what not, with figures, is in `docs/disclosure.md`.
"""

from exam.disclosure.findings import Author, Finding, Kind
from exam.disclosure.search import find_disclosures

__all__ = ["Author", "Finding", "Kind", "find_disclosures"]
