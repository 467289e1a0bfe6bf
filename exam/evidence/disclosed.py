"""Papers that a package shows in clear because somebody chose so, checked against what was sealed.

Each lies beside the content key of its envelope. The envelope is signed by the seat and names the
digest of what was sealed, so the text is shown to be what was handed in.
"""

from exam.errors import EvidenceError, ExamError
from exam.evidence import contents
from exam.evidence.reading import Evidence
from exam.evidence.report import Check, Subject
from exam.seal import Manuscript, open_with_content_key, peek_envelope

KEY = ".key"
"""How the name of a content key ends."""


def disclose(digest: str, content_key: bytes, manuscript: Manuscript) -> dict[str, bytes]:
    """Return the files that show one paper in clear, with its slides if there are any."""
    name = f"{contents.DISCLOSED}{digest}"
    files = {f"{name}{KEY}": content_key, f"{name}.paper.txt": manuscript.paper.encode()}
    if manuscript.slides:
        files[f"{name}.slides.txt"] = manuscript.slides.encode()
    return files


def check_disclosed(evidence: Evidence) -> Check:
    """Check that every text in clear is what its envelope holds."""
    files = {
        name: content
        for name, content in evidence.files.items()
        if name.startswith(contents.DISCLOSED)
    }
    opened = [name for name in files if name.endswith(KEY)]
    check = Check(Subject.DISCLOSED, len(opened), is_due=bool(files))
    known: set[str] = set()
    for name in opened:
        digest = name.removeprefix(contents.DISCLOSED).removesuffix(KEY)
        expected = _expected(evidence, digest, files[name])
        known |= expected.keys()
        if not expected or any(files.get(each) != text for each, text in expected.items()):
            check.problems.append(EvidenceError("evidence.disclosed", file=name))
    for name in sorted(files.keys() - known - set(opened)):
        check.problems.append(EvidenceError("evidence.disclosed", file=name))
    return check


def _expected(evidence: Evidence, digest: str, content_key: bytes) -> dict[str, bytes]:
    """Return the files that this key should lie beside; none if it opens nothing here."""
    signed = evidence.envelope(digest) or b""
    try:
        manuscript = open_with_content_key(peek_envelope(signed), content_key)
    except ExamError:
        return {}
    return disclose(digest, content_key, manuscript)
