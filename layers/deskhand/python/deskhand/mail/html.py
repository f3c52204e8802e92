"""A stranger's HTML to HTML that is safe to show beside an operator's session."""

import re

from deskhand.mail import markup
from deskhand.mail.html_size import is_affordable

TAGS = markup.names(
    "a abbr address b bdi bdo big blockquote br caption center cite code col colgroup dd del "
    "dfn div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p "
    "pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul "
    "var wbr"
)
DROPPED_WITH_CONTENT = markup.names(
    "script style title textarea noscript iframe object select svg math template xmp"
)
_CELL = {"align", "bgcolor", "colspan", "height", "rowspan", "valign", "width"}
ATTRIBUTES = {
    "*": {"dir", "lang", "style", "title", "align"},
    "a": {"href", "name"},
    "col": {"span", "width"},
    "font": {"color", "face", "size"},
    "img": {"alt", "data-remote-src", "height", "src", "width"},
    "li": {"value"},
    "ol": {"start", "type"},
    "table": {"bgcolor", "border", "cellpadding", "cellspacing", "width"},
    "td": _CELL,
    "th": _CELL,
    "tr": {"bgcolor", "valign"},
    "ul": {"type"},
}
# Nothing that loads, moves out of its place or covers something else.
STYLES = markup.names(
    "background-color border border-bottom border-collapse border-color border-left border-right "
    "border-spacing border-style border-top border-width color direction display font-family "
    "font-size font-style font-weight line-height list-style-type padding padding-bottom "
    "padding-left padding-right padding-top text-align text-decoration vertical-align white-space"
)
SCHEMES = frozenset({"http", "https", "mailto", "tel", "cid", "data"})

_LINK = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_REMOTE = re.compile(r"https?:", re.IGNORECASE)
_OWN_IMAGE = re.compile(r"cid:|data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
_LOADING_STYLE = re.compile(r"url|image|expression|script|\\|/\*|@|<", re.IGNORECASE)
_DISPLAY = re.compile(r"\s*display\s*:", re.IGNORECASE)
_HIDING = re.compile(r"\s*display\s*:\s*none\s*(?:!important)?\s*$", re.IGNORECASE)


def sanitise(html: str) -> str:
    """Empty when it is too big or too deep to be cleaned in good time: show the text instead.

    Remote images get `data-remote-src` for `src`: nothing loads until somebody asks for it.
    """
    if not html.strip() or not is_affordable(html):
        return ""
    import nh3  # 2 MB of library, which the senders of mail need not load

    cleaned = nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=set(SCHEMES),
        url_relative="deny",
        filter_style_properties=set(STYLES),
        set_tag_attribute_values={"a": {"target": "_blank"}},
        link_rel="noopener noreferrer",
    )
    # In text the same characters may be changed too, which harms nothing.
    return cleaned.replace(' src="x-remote:', ' data-remote-src="').strip()


def _attribute(_tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return _style(value)
    if name == "href":
        return value if _LINK.match(value.strip()) else None
    if name == "data-remote-src":
        return value if _REMOTE.match(value) else None
    if name == "src":
        return _image(value.strip())
    return value


def _style(value: str) -> str | None:
    kept = (each for each in value.split(";") if not _LOADING_STYLE.search(each))
    # Mails hide their preview line with `display: none`; other displays would move things.
    shown = [each for each in kept if not _DISPLAY.match(each) or _HIDING.match(each)]
    return ";".join(shown) if any(each.strip() for each in shown) else None


def _image(source: str) -> str | None:
    if _REMOTE.match(source):
        return f"x-remote:{source}"  # no browser loads this, should the renaming miss it
    return source if _OWN_IMAGE.match(source) else None
