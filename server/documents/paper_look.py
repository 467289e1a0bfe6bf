"""How a paper looks in Word: official letters of Indonesian offices, plain and easy to read.

Lengths come from `exam.manuscript.formats`, as the estimate of pages has them. Flush left:
justified text without hyphenation tears holes, and would change the look of spaces that the
candidate typed. Word marks no spelling while a panelist reads, and drops the reader's name when
they save.
"""

from typing import Final

from exam.manuscript import HEADING_LEVELS, BlockKind, PaperFormat
from exam.manuscript.formats import (
    BREAK_POINTS,
    LIST_STEP_POINTS,
    TAB_POINTS,
    Look,
    look_of,
)

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACE: Final = f'xmlns:w="{WORD}"'
_SINGLE_LINE: Final = 240
_CODE_POINTS: Final = 48.0
"""Room for the code at the left of the header; the post's name keeps right of it in every line."""

TABLE_TEXT: Final = "TableText"
TABLE_HEAD: Final = "TableHead"
AFTER_TABLE: Final = "AfterTable"
PAGE_BREAK_LINE: Final = "PageBreakLine"
NOTE_TEXT: Final = "FootnoteText"
NOTE_SIGN: Final = "FootnoteReference"
STYLE_OF: Final = {
    BlockKind.HEADING_1: "Heading1",
    BlockKind.HEADING_2: "Heading2",
    BlockKind.HEADING_3: "Heading3",
    BlockKind.BULLET: "ListBullet",
    BlockKind.BULLET_2: "ListBullet2",
    BlockKind.NUMBER: "ListNumber",
    BlockKind.NUMBER_2: "ListNumber2",
    BlockKind.PAGE_BREAK: "PageBreak",
}
_NAMES: Final = {
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "ListBullet": "List Bullet",
    "ListBullet2": "List Bullet 2",
    "ListNumber": "List Number",
    "ListNumber2": "List Number 2",
    "PageBreak": "Page Break",
}


def twips(points: float) -> int:
    """Return a length in twentieths of a point, as Word wants it."""
    return round(points * 20)


def styles(paper: PaperFormat) -> str:
    """Return all styles of a paper as XML."""
    normal = look_of(BlockKind.PARAGRAPH, paper)
    return f"""<w:styles {_NAMESPACE}>
<w:docDefaults>
  <w:rPrDefault><w:rPr>
    <w:rFonts w:ascii="{paper.font}" w:hAnsi="{paper.font}" w:eastAsia="{paper.font}"
      w:cs="{paper.font}"/>
    {_size(paper.size_points)}<w:lang w:val="id-ID"/>
  </w:rPr></w:rPrDefault>
  <w:pPrDefault/>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal">
  <w:name w:val="Normal"/><w:qFormat/>
  <w:pPr><w:widowControl/>{_spacing(normal)}</w:pPr>
</w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
  <w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>
</w:style>
{"".join(_style_of(kind, paper) for kind in STYLE_OF)}
{_table_styles()}
{_note_styles(paper)}
{_margin_styles()}
</w:styles>"""


def _style_of(kind: BlockKind, paper: PaperFormat) -> str:
    look, style = look_of(kind, paper), STYLE_OF[kind]
    keeps = "<w:keepNext/><w:keepLines/>" if look.keeps_next else ""
    breaks = "<w:pageBreakBefore/>" if kind is BlockKind.PAGE_BREAK else ""
    level = f'<w:outlineLvl w:val="{HEADING_LEVELS[kind] - 1}"/>' if kind in HEADING_LEVELS else ""
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    italic = "<w:i/><w:iCs/>" if look.italic else ""
    return f"""<w:style w:type="paragraph" w:styleId="{style}">
  <w:name w:val="{_NAMES[style]}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>
  <w:uiPriority w:val="9"/><w:qFormat/>
  <w:pPr>{keeps}{breaks}{_spacing(look)}{level}</w:pPr>
  <w:rPr>{bold}{italic}{_size(look.size)}</w:rPr>
</w:style>"""


def _table_styles() -> str:
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{_SINGLE_LINE}" w:lineRule="auto"/>'
    return f"""<w:style w:type="paragraph" w:styleId="{TABLE_TEXT}">
  <w:name w:val="Table Text"/><w:basedOn w:val="Normal"/><w:pPr>{spacing}</w:pPr>
</w:style>
<w:style w:type="paragraph" w:styleId="{TABLE_HEAD}">
  <w:name w:val="Table Head"/><w:basedOn w:val="{TABLE_TEXT}"/>
  <w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr>
</w:style>
{_hair(AFTER_TABLE, "After Table", "")}
{_hair(PAGE_BREAK_LINE, "Page Break Line", "<w:pageBreakBefore/>")}"""


def _hair(style: str, name: str, properties: str) -> str:
    """Return a style for lines that take next to no room."""
    return f"""<w:style w:type="paragraph" w:styleId="{style}">
  <w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:semiHidden/>
  <w:pPr>{properties}<w:spacing w:before="0" w:after="0" w:line="{twips(BREAK_POINTS)}"
    w:lineRule="exact"/></w:pPr>
  <w:rPr>{_size(BREAK_POINTS)}</w:rPr>
</w:style>"""


def _note_styles(paper: PaperFormat) -> str:
    return f"""<w:style w:type="paragraph" w:styleId="{NOTE_TEXT}">
  <w:name w:val="footnote text"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>
  <w:pPr><w:spacing w:after="0" w:line="{_SINGLE_LINE}" w:lineRule="auto"/></w:pPr>
  <w:rPr>{_size(paper.note_size_points)}</w:rPr>
</w:style>
<w:style w:type="character" w:styleId="{NOTE_SIGN}">
  <w:name w:val="footnote reference"/><w:uiPriority w:val="99"/>
  <w:rPr><w:vertAlign w:val="superscript"/></w:rPr>
</w:style>"""


def _margin_styles() -> str:
    code = twips(_CODE_POINTS)
    return f"""<w:style w:type="paragraph" w:styleId="Header">
  <w:name w:val="header"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>
  <w:pPr>
    <w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="A6A6A6"/></w:pBdr>
    <w:spacing w:after="0" w:line="{_SINGLE_LINE}" w:lineRule="auto"/>
    <w:ind w:left="{code}" w:hanging="{code}"/></w:pPr>
  <w:rPr><w:color w:val="595959"/>{_size(9)}</w:rPr>
</w:style>
<w:style w:type="paragraph" w:styleId="Footer">
  <w:name w:val="footer"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>
  <w:pPr><w:spacing w:after="0" w:line="{_SINGLE_LINE}" w:lineRule="auto"/>
    <w:jc w:val="center"/></w:pPr>
  <w:rPr><w:color w:val="595959"/>{_size(9)}</w:rPr>
</w:style>"""


def _size(points: float) -> str:
    half_points = round(points * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _spacing(look: Look) -> str:
    line = round(look.spacing * _SINGLE_LINE)
    return (
        f'<w:spacing w:before="{twips(look.before)}" w:after="{twips(look.after)}" '
        f'w:line="{line}" w:lineRule="auto"/>'
    )


def hanging(kind: BlockKind) -> str:
    """Return the indent of a list, whose labels hang before the text; numberings carry it."""
    indent = look_of(kind, PaperFormat()).indent
    return f'<w:ind w:left="{twips(indent)}" w:hanging="{twips(LIST_STEP_POINTS)}"/>'


_SETTINGS: Final = f"""<w:removePersonalInformation/>
<w:removeDateAndTime/>
<w:hideSpellingErrors/>
<w:hideGrammaticalErrors/>
<w:defaultTabStop w:val="{twips(TAB_POINTS)}"/>
<w:characterSpacingControl w:val="doNotCompress"/>"""
_NOTE_SETTINGS: Final = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'


def settings(*, notes: bool) -> str:
    """Return the settings of a paper as XML; Word wants to be told of footnotes."""
    return f"""<w:settings {_NAMESPACE}>
{_SETTINGS}
{_NOTE_SETTINGS if notes else ""}
<w:compat><w:compatSetting w:name="compatibilityMode"
  w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
</w:settings>"""


PAGE_OF_PAGES: Final = f"""<w:p {_NAMESPACE}>
<w:pPr><w:pStyle w:val="Footer"/></w:pPr>
<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>
<w:r><w:t xml:space="preserve"> / </w:t></w:r>
<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple>
</w:p>"""
