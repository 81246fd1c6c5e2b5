"""The deals as a graph of companies, in GraphML (Brandes et al., 2002), which graph tools read."""

import re
from collections.abc import Sequence
from itertools import combinations
from xml.etree import ElementTree

from ..rag import Deal

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE = {"name": "string", "deals": "int"}
_EDGE = {
    "deal": "string", "type": "string", "status": "string", "date": "string", "amount": "string",
    "source_role": "string", "target_role": "string", "reports": "int", "quote": "string", "file": "string",
}  # fmt: skip
# What XML 1.0 can't hold, not even escaped.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(deals: Sequence[Deal]) -> tuple[str, int, int]:
    """The graph as XML, the number of its companies and of its ties.

    Every two parties of a deal are a tie; the ties of a deal of three or more share its id. A party that
    no article names is no node.
    """
    names = sorted({name for deal in deals for name in deal.parties})
    ids = {name: f"n{number}" for number, name in enumerate(names)}
    root = ElementTree.Element("graphml", xmlns=_SPACE)
    for where, keys in (("node", _NODE), ("edge", _EDGE)):
        for key, kind in keys.items():
            attributes = {"id": f"{where}-{key}", "for": where, "attr.name": key, "attr.type": kind}
            ElementTree.SubElement(root, "key", attributes)
    graph = ElementTree.SubElement(root, "graph", id="deals", edgedefault="undirected")
    for name in names:
        node = ElementTree.SubElement(graph, "node", id=ids[name])
        _data(node, "node", {"name": name, "deals": sum(name in deal.parties for deal in deals)})
    ties = 0
    for deal in deals:
        for source, target in combinations(deal.parties, 2):
            edge = ElementTree.SubElement(
                graph, "edge", id=f"e{ties}", source=ids[source], target=ids[target]
            )
            _data(edge, "edge", _facts(deal, source, target))
            ties += 1
    ElementTree.indent(root)
    xml = ElementTree.tostring(root, encoding="unicode", xml_declaration=False)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}\n', len(names), ties


def _facts(deal: Deal, source: str, target: str) -> dict[str, str | int | None]:
    facts = deal.to_dict()
    roles = {party.name: party.role for party in deal.reports[0].parties}
    return {
        "deal": deal.id,
        **{key: facts[key] for key in ("type", "status", "date", "amount", "quote", "file")},
        "source_role": roles.get(source),
        "target_role": roles.get(target),
        "reports": len(deal.reports),
    }


def _data(element: ElementTree.Element, where: str, facts: dict[str, str | int | None]) -> None:
    for key, value in facts.items():
        if value is not None:
            ElementTree.SubElement(element, "data", key=f"{where}-{key}").text = _NO_XML.sub(
                "\ufffd", str(value)
            )
