"""The page's only style sheet, `style.css` with the theme's colours filled in, and the policy that
lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from string import Template

from cyps_xl.sheets import theme


@cache
def style_sheet() -> str:
    """The style sheet's text."""
    text = resources.files("cyps_xl.web").joinpath("style.css").read_text(encoding="utf-8")
    return Template(text).substitute(
        ink=theme.INK,
        grey=theme.GREY,
        strong=theme.ACCENT_STRONG,
        link=theme.LINK,
        notice=theme.NOTICE_INK,
        hairline=theme.HAIRLINE,
        quiet=theme.CHART_GREY,
        header=theme.HEADER_FILL,
        header_ink=theme.HEADER_INK,
        **{f"s{number}": colour for number, colour in enumerate(theme.SERIES, start=1)},
        **{f"q{number}": colour for number, colour in enumerate(theme.QUIET_SERIES, start=1)},
    )


@cache
def policy() -> str:
    """The content security policy: no script, no request to anywhere, this style sheet and no other."""
    digest = base64.b64encode(hashlib.sha256(style_sheet().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
