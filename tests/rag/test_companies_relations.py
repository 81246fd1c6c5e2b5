"""Relations between names: stated outright, with the place of the words."""

from tieup.corpus import Article, Zone, ZoneKind
from tieup.rag.companies import relations_of
from tieup.rag.companies_profile import Profiles
from tieup.rag.names import NameRegistry

TEXT = (
    "Denwick, a unit of Zorvex, opened a shop. Zorvex chief executive Hana Okuda cut the ribbon in Osaka. "
    "Tom Reed, senior vice president of Tessaly, watched. Huaren, a sister company of Denwick, sent flowers. "
    "Tessaly, a ride-hailing platform, drove the guests. Brandt-Kohl's president Lena Maier and Paul Voss, "
    "who heads Huaren, were there; Zorvex and Huaren sold cars to Brandt-Kohl."
)
NEWS = Article(
    "news", TEXT, "", None, None, None, None, "en", "news.txt", (Zone(ZoneKind.BODY, 0, len(TEXT)),), "1"
)
REGISTRY = NameRegistry.learn([NEWS])
FOUND = relations_of(NEWS, REGISTRY, Profiles.learn([NEWS], REGISTRY))


def of_kind(kind: str) -> set[tuple[str, str]]:
    return {(relation.subject, relation.object) for relation in FOUND if relation.kind == kind}


def test_a_unit_is_owned_by_its_parent() -> None:
    assert of_kind("owned by") == {("Denwick", "Zorvex")}


def test_sisters_are_no_parents() -> None:
    assert of_kind("sister of") == {("Huaren", "Denwick")}


def test_people_have_their_employers() -> None:
    assert of_kind("role at") == {
        ("Hana Okuda", "Zorvex"),
        ("Tom Reed", "Tessaly"),
        ("Lena Maier", "Brandt-Kohl"),
        ("Paul Voss", "Huaren"),
    }


def test_roles_and_descriptions_are_quoted() -> None:
    texts = {
        relation.subject: relation.text for relation in FOUND if relation.kind in ("role at", "described as")
    }
    assert texts["Tom Reed"] == "senior vice president"
    assert texts["Tessaly"] == "a ride-hailing platform"
    assert all(relation.text in TEXT[relation.start : relation.end] for relation in FOUND)
