"""The forms of a page as a browser sees them, with what the page itself put into their fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from scripts.practice.premises import PracticeError

_TICKED: Final = frozenset(("checkbox", "radio"))
_PRESSED: Final = frozenset(("submit", "button", "reset", "image", "file"))


@dataclass(slots=True)
class PageForm:
    """One form: where it goes, and what it would send if nobody typed anything.

    `choices` are the values that each list or row of round buttons offers, in their order.
    """

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)


def forms_on(page: str) -> list[PageForm]:
    """Return the forms of a page in their order."""
    reader = _FormReader()
    reader.feed(page)
    reader.close()
    return reader.forms


def form_to(action: str, page: str) -> PageForm:
    """Return the first form of a page that goes to an address.

    Raises:
        PracticeError: there is none.

    """
    for form in forms_on(page):
        if form.action == action:
            return form
    raise PracticeError(f"There is no form to {action} on a page.")


class _FormReader(HTMLParser):
    """Collects fields; of a disabled one nothing is sent, so it is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._open: PageForm | None = None
        self._list = ""
        self._text: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = PageForm(said.get("action", ""))
            self.forms.append(self._open)
        elif self._open is not None and "disabled" not in said:
            self._take(self._open, tag, said)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._list = ""
        elif tag == "textarea" and self._text is not None and self._open is not None:
            name, pieces = self._text
            self._open.fields[name] = "".join(pieces).removeprefix("\n")
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text[1].append(data)

    def _take(self, form: PageForm, tag: str, said: Mapping[str, str]) -> None:
        name = said.get("name", "")
        if tag == "select":
            self._list = name
            form.choices[name] = []
        elif tag == "option" and self._list:
            self._choose(form, self._list, said.get("value", ""), is_chosen="selected" in said)
        elif tag == "textarea":
            self._text = (name, [])
        elif tag == "input" and name and said.get("type", "text") not in _PRESSED:
            self._take_input(form, name, said)

    def _take_input(self, form: PageForm, name: str, said: Mapping[str, str]) -> None:
        kind = said.get("type", "text")
        value = said.get("value", "on" if kind in _TICKED else "")
        if kind == "radio":
            form.choices.setdefault(name, []).append(value)
        if kind not in _TICKED or "checked" in said:
            form.fields[name] = value

    def _choose(self, form: PageForm, name: str, value: str, *, is_chosen: bool) -> None:
        """Offer a value; a browser sends the first one of a list unless another is chosen."""
        form.choices[name].append(value)
        if is_chosen or name not in form.fields:
            form.fields[name] = value
