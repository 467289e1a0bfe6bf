"""How slides look: a title bar, dark text on white, real bullets, code and number at the foot.

16:9 at 13.33 by 7.5 inches; lengths in the XML are EMU (914400 an inch, 12700 a point). Bar, code
and number stand on the master, so that a slide holds nothing but what its author wrote.
"""

from typing import Final

from exam.manuscript.fitting import (
    CELL_SIDE_POINTS,
    CELL_TOP_POINTS,
    COLUMN_GAP_POINTS,
    Setting,
)
from exam.manuscript.slide_setting import note_size

EMU_PER_POINT: Final = 12_700
CODE_SHAPE: Final = "Paper Code"

LEFT: Final = 609_600
TEXT_TOP: Final = 1_490_000

_NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
SLIDE_SIZE: Final = f'<p:sldSz {_NAMESPACES} cx="12192000" cy="6858000"/>'
NO_BULLET: Final = f"<a:buNone {_NAMESPACES}/>"
NUMBER_FONT: Final = f'<a:buFont {_NAMESPACES} typeface="Arial"/>'
_ROOT: Final = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
)
_BAR: Final = """<p:sp>
<p:nvSpPr><p:cNvPr id="2" name="Title Bar"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>
<p:spPr>
  <a:xfrm><a:off x="0" y="0"/><a:ext cx="12192000" cy="1234440"/></a:xfrm>
  <a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
  <a:solidFill><a:srgbClr val="1B365D"/></a:solidFill><a:ln><a:noFill/></a:ln>
</p:spPr>
</p:sp>"""


def _placeholder(number: int, name: str, kind: str, place: str, anchor: str) -> str:
    return f"""<p:sp>
<p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>
  <p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>
<p:spPr>{place}</p:spPr>
<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>
  <a:lstStyle/><a:p/></p:txBody>
</p:sp>"""


def _place(top: int, height: int) -> str:
    return (
        f'<a:xfrm><a:off x="{LEFT}" y="{top}"/><a:ext cx="10972800" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )


def _foot(number: int, name: str, align: str, content: str) -> str:
    return f"""<p:sp>
<p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr txBox="1"/>
  <p:nvPr userDrawn="1"/></p:nvSpPr>
<p:spPr>{_place(6_400_000, 290_000)}<a:noFill/></p:spPr>
<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle>
  <a:lvl1pPr algn="{align}"><a:defRPr sz="1400" noProof="1">
    <a:solidFill><a:srgbClr val="595959"/></a:solidFill>
    <a:latin typeface="Arial"/><a:cs typeface="Arial"/></a:defRPr></a:lvl1pPr>
</a:lstStyle><a:p>{content}</a:p></p:txBody>
</p:sp>"""


def master_contents(slide_count: int) -> str:
    """Return what stands on the master, as XML; the box of the code is still empty."""
    number = (
        '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr/><a:t>1</a:t>'
        f"</a:fld><a:r><a:t> / {slide_count}</a:t></a:r>"
    )
    return f"""<p:cSld {_NAMESPACES}>
<p:bg><p:bgPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>
<p:spTree>{_ROOT}{_BAR}
{_placeholder(3, "Title", 'type="title"', _place(22_860, 1_188_720), "ctr")}
{_placeholder(4, "Text", 'type="body" idx="1"', _place(TEXT_TOP, 4_826_000), "t")}
{_foot(5, CODE_SHAPE, "l", "")}
{_foot(6, "Slide Number", "r", number)}
</p:spTree></p:cSld>"""


def _levels(setting: Setting) -> str:
    """Return three levels as XML: lines and items, items under items, and footnotes."""
    return "".join(
        _level(number, setting.size, round(depth * setting.indent * setting.size), label, gap)
        for number, depth, label, gap in (
            (1, 1, "\u2022", setting.gap),
            (2, 2, "\u2013", setting.gap / 2),
        )
    ) + _level(3, note_size(setting), 0, "", setting.gap / 2)


def _level(level: int, size: int, points: int, label: str, gap: float) -> str:
    indent = points * EMU_PER_POINT
    hanging = indent // level
    bullet = f'<a:buChar char="{label}"/>' if label else "<a:buNone/>"
    return f"""<a:lvl{level}pPr marL="{indent}" indent="{-hanging}" algn="l">
  <a:spcBef><a:spcPct val="{round(gap * 100_000)}"/></a:spcBef>
  <a:buClr><a:srgbClr val="2E6DA4"/></a:buClr><a:buFont typeface="Arial"/>
  {bullet}
  <a:defRPr sz="{size * 100}" noProof="1"><a:solidFill><a:srgbClr val="1F1F1F"/></a:solidFill>
    <a:latin typeface="Arial"/><a:cs typeface="Arial"/></a:defRPr>
</a:lvl{level}pPr>"""


LAYOUT_CONTENTS: Final = f"""<p:cSld {_NAMESPACES} name="Makalah"><p:spTree>{_ROOT}
{_placeholder(2, "Title", 'type="title"', "", "ctr")}
{_placeholder(3, "Text", 'idx="1"', "", "t")}
</p:spTree></p:cSld>"""

TEXT_STYLES: Final = f"""<p:txStyles {_NAMESPACES}>
<p:titleStyle><a:lvl1pPr algn="l"><a:buNone/>
  <a:defRPr sz="3600" b="1" noProof="1"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>
    <a:latin typeface="Arial"/><a:cs typeface="Arial"/></a:defRPr>
</a:lvl1pPr></p:titleStyle>
<p:bodyStyle>{_levels(Setting(30, indent=1, gap=0.7))}</p:bodyStyle>
<p:otherStyle/>
</p:txStyles>"""


def box_properties(setting: Setting) -> str:
    """Return the properties of one box as XML: its columns."""
    gap = COLUMN_GAP_POINTS * EMU_PER_POINT
    return (
        f'<a:bodyPr {_NAMESPACES} wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
        f'numCol="{setting.columns}" spcCol="{gap}"/>'
    )


def box_style(setting: Setting) -> str:
    """Return the list style of one box as XML: size, hanging labels and gaps of its levels."""
    return f"<a:lstStyle {_NAMESPACES}>{_levels(setting)}</a:lstStyle>"


def title_style(setting: Setting) -> str:
    """Return the list style of a title as XML: its size."""
    return (
        f'<a:lstStyle {_NAMESPACES}><a:lvl1pPr><a:defRPr sz="{setting.size * 100}"/></a:lvl1pPr>'
        "</a:lstStyle>"
    )


CELL_BOX: Final = f"<a:bodyPr {_NAMESPACES}/>"


def cell_style(setting: Setting, *, head: bool) -> str:
    """Return the list style of a cell as XML: its size, and bold in the head."""
    return f"""<a:lstStyle {_NAMESPACES}><a:lvl1pPr>
<a:defRPr sz="{setting.size * 100}" b="{int(head)}" noProof="1">
  <a:solidFill><a:srgbClr val="1F1F1F"/></a:solidFill>
  <a:latin typeface="Arial"/><a:cs typeface="Arial"/></a:defRPr></a:lvl1pPr></a:lstStyle>"""


def number(begins_at: int, *, letters: bool) -> str:
    """Return the label of a numbered item as XML; the program counts on from `begins_at`."""
    kind = "alphaLcPeriod" if letters else "arabicPeriod"
    return f'<a:buAutoNum {_NAMESPACES} type="{kind}" startAt="{begins_at}"/>'


def cell_properties(*, head: bool) -> str:
    """Return the borders, edges and fill of a cell as XML."""
    edges = "".join(
        f'<a:{side} w="9525"><a:solidFill><a:srgbClr val="8496A8"/></a:solidFill></a:{side}>'
        for side in ("lnL", "lnR", "lnT", "lnB")
    )
    fill = '<a:solidFill><a:srgbClr val="E3EAF1"/></a:solidFill>' if head else "<a:noFill/>"
    side, top = round(CELL_SIDE_POINTS * EMU_PER_POINT), round(CELL_TOP_POINTS * EMU_PER_POINT)
    return (
        f'<a:tcPr {_NAMESPACES} marL="{side}" marR="{side}" marT="{top}" marB="{top}">'
        f"{edges}{fill}</a:tcPr>"
    )
