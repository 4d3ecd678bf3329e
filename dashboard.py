"""The door of Hasil: settings and navigation. No numbers here, and nothing that a page relies on."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from locales.translate import translator
from pages.parts.door import viewer_language
from pages.parts.probes import Probes
from pages.parts.warm import warm

HERE = Path(__file__).parent
# In the order of the navigation; each is a file of pages/. (A bare string here would be shown on the page.)
# The first have no section, so that they stand in the bar themselves.
SECTIONS = {
    "": ("week", "funding", "review"),
    "results": ("outcomes", "prevention", "voice", "compare"),
    "organization": ("money", "empowerment", "practice", "standing"),
    "data": ("data", "entry", "quality", "catalogue"),
}


FIRST = "week"
# Reached from a number, and from Data, only. The first screen lies at the bare address, and under its name too.
HIDDEN = ("why", "setup", FIRST)


def main() -> None:
    """Open the door and run the screen that the address names."""
    t = translator(viewer_language())
    parts = HERE / "pages" / "parts"
    st.set_page_config(page_title="Hasil", page_icon=str(parts / "icon.svg"), layout="wide")
    st.logo(str(parts / "logo.svg"), size="medium")
    pages = {
        t(f"nav.section.{section}") if section else "": [
            st.Page(
                HERE / "pages" / f"{name}.py",
                title=t(f"nav.{name}"),
                url_path="start" if name == FIRST else name,
                default=name == FIRST,
            )
            for name in names
        ]
        for section, names in SECTIONS.items()
    }
    pages[""] += [
        st.Page(HERE / "pages" / f"{name}.py", title=t(f"nav.{name}"), url_path=name, visibility="hidden")
        for name in HIDDEN
    ]
    st.navigation(pages, position="top").run()


if __name__ == "__main__":
    main()
else:
    # ``streamlit run`` finds this, imports it and serves it; every visit then runs this file as the script.
    app = st.App(Path(__file__), lifespan=warm, middleware=[Middleware(Probes)])
