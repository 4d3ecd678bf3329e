"""Where files are dropped, in the reader's language: Streamlit writes its own two words there in English only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from locales import formats
from locales.translate import Translator

KEY = "drop_here"
"""Names the block; the words are changed inside of it and nowhere else."""
_WORDS = "font-size:.933rem;color:inherit;white-space:nowrap"


def uploader(label: str, key: str, t: Translator, *, help: str) -> Sequence[Any]:
    """Show the place where files are dropped; give those that lie in it."""
    most = formats.count(st.get_option("server.maxUploadSize"), t.language)
    with st.container(key=KEY):
        st.html(_style(t("datascreen.choose_files"), t("datascreen.most_megabytes", megabytes=most)))
        return st.file_uploader(label, accept_multiple_files=True, key=key, help=help)


def _style(button: str, limit: str) -> str:
    """Two words of our own in place of Streamlit's; where its elements are others one day, its own are seen again."""
    zone = f".st-key-{KEY} [data-testid=stFileUploaderDropzone]"
    first = f"{zone}>span button p"
    second = f"{zone} [data-testid=stFileUploaderDropzoneInstructions] span"
    rules = [f"{first},{second}{{font-size:0}}"]
    rules += [
        f"{where}::after{{content:{_quoted(words)};{_WORDS}}}"
        for where, words in ((first, button), (second, limit))
    ]
    return f"<style>{''.join(rules)}</style>"


def _quoted(words: str) -> str:
    """A CSS string of any words."""
    return (
        '"' + "".join(char if char.isalnum() or char == " " else f"\\{ord(char):x} " for char in words) + '"'
    )
