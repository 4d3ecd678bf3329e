"""Under the imports on the Data screen: what one brought, and merging and erasing from there."""

from __future__ import annotations

from data.home import Home
from data.store import reading
from metrics.publish import publish
from tests.data.rows import bring, clients, house, stay
from tests.pages.screens import said, visit


def test_an_import_says_what_it_brought_and_two_clients_are_merged_from_the_screen(home: Home) -> None:
    rows = [stay(number, "2025-01-10") for number in (1, 2)]
    assert (
        bring(home, {**house(), "client": clients(rows), "enrollment": rows}, name="target").status
        == "imported"
    )
    publish(home)
    app = visit("data", lang="en")
    assert "What this import brought" in said(app)
    fields = {field.label: field for field in app.text_input}
    fields["Case number to keep"].input("c1")
    fields["Other case number of the same person"].input("c2")
    next(button for button in app.button if button.label == "Merge").click().run()
    assert not app.exception
    assert "Merged as import 2" in app.success[0].value
    with reading(home) as connection:
        assert connection.execute("select count(*) from current_alias").fetchall() == [(1,)]
    fields = {field.label: field for field in app.text_input}
    fields["Case number to erase"].input("c1")
    next(button for button in app.button if button.label == "Erase for good").click().run()
    assert "nothing was erased" in app.warning[0].value
