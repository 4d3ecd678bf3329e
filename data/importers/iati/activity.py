"""One activity being read, with what all its parts share."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from data.importers.iati.text import attribute, tidy

Children = dict[str, list[etree._Element]]


@dataclass(frozen=True)
class Activity:
    """An activity: its element, its ids, the currency of amounts that name none, its children by tag."""

    element: etree._Element
    program_id: str
    unit_id: str
    organization_id: str
    currency: str | None
    children: Children

    @classmethod
    def of(cls, element: etree._Element, program_id: str, unit_id: str, organization_id: str) -> Activity:
        """Gather what the parts of an activity share."""
        currency = attribute(element, "default-currency")
        children = children_by_tag(element)
        return cls(
            element, program_id, unit_id, organization_id, currency.upper() if currency else None, children
        )

    def all(self, tag: str) -> list[etree._Element]:
        """Its children of one tag."""
        return self.children.get(tag, [])

    def first(self, tag: str) -> etree._Element | None:
        """Its first child of one tag."""
        return first(self.children, tag)


def identifier(element: etree._Element) -> str | None:
    """The iati-identifier as written, without white space around it."""
    return tidy(element.findtext("iati-identifier"))


def children_by_tag(element: etree._Element) -> Children:
    """The children of an element by their tag, in one pass."""
    children: Children = {}
    for child in element:
        children.setdefault(child.tag, []).append(child)
    return children


def first_by_tag(element: etree._Element) -> dict[str, etree._Element]:
    """The first child of each tag."""
    return {child.tag: child for child in element.iterchildren(reversed=True)}


def first(children: Children, tag: str) -> etree._Element | None:
    """The first child of one tag."""
    found = children.get(tag)
    return found[0] if found else None
