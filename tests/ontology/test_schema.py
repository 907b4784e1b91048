"""The Turtle is the source of truth; these are the promises that code builds on."""

import io
from importlib.resources import files

import pyoxigraph as ox
import pytest

from aigraph.graph.claim import Kind, Modality
from aigraph.ontology import schema
from aigraph.ontology.errors import VocabularyError
from aigraph.ontology.vocabulary import AIG, RDF, RDFS, triples

SHAPES = "https://w3id.org/aigraph/shapes#"
SH = "http://www.w3.org/ns/shacl#"


def test_every_claim_type_of_the_records_is_there() -> None:
    assert set(schema.claim_types()) == set(
        "Departure Appointment Employment Leave Founding Funding Valuation Acquisition Purchase Ownership Development "
        "ProductRelease Partnership Competition Litigation Restructuring Criticism Education Headquarters".split()
    )


@pytest.mark.parametrize("name", schema.claim_types())
def test_a_claim_type_is_whole(name: str) -> None:
    kind = schema.claim_type(name)
    assert set(kind.labels) == set(kind.comments) == {"en", "zh"}
    assert kind.roles and "date" in kind.values
    assert kind.family in {"people", "money", "product", "relation", "dispute"}
    assert set(kind.key_roles) <= {*kind.roles, *kind.values}
    assert {role for group in kind.required for role in group} <= set(kind.key_roles)
    assert all(kind.kinds[role] for role in kind.roles)
    assert all(shortcut.subject in kind.roles for shortcut in kind.shortcuts)
    assert all(shortcut.object in (*kind.roles, "amount") for shortcut in kind.shortcuts)


def test_signatures_use_record_names() -> None:
    assert schema.claim_type("Departure").key_roles == ("person", "group", "organization")
    assert schema.claim_type("Funding").roles == ("organization", "investors", "lead_investors")
    assert schema.claim_type("Valuation").key_roles == ("organization", "amount")
    assert schema.role_term("lead_investors") == AIG.leadInvestor
    assert schema.claim_type("Departure").shortcut == ("left", "person", "organization")
    assert schema.claim_type("Restructuring").shortcut is None


def test_employment_has_a_shortcut_for_now_and_one_for_then() -> None:
    now, then = schema.claim_type("Employment").shortcuts
    assert (now.property, now.applies(None), now.applies("current"), now.applies("former")) == (
        "holdsPostAt",
        True,
        True,
        False,
    )
    assert (then.property, then.applies(None), then.applies("former")) == ("formerlyAt", False, True)


def test_kinds_and_modalities_of_claims_are_terms() -> None:
    assert all(schema.entity_class(kind.value) == AIG[kind.value.capitalize()] for kind in Kind)
    assert all(modality.value in AIG for modality in Modality)


def test_all_own_terms_have_labels_in_both_languages() -> None:
    labelled = {
        (quad.subject, getattr(quad.object, "language", None)) for quad in triples() if quad.predicate == RDFS.label
    }
    assert [name for name in AIG if not {(AIG[name], "en"), (AIG[name], "zh")} <= labelled] == []


def test_own_terms_that_are_used_are_defined() -> None:
    used = {
        term
        for quad in triples()
        for term in (quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith("https://w3id.org/aigraph/ontology#")
    }
    assert [term.value for term in used if AIG.local(term) not in AIG] == []


@pytest.mark.parametrize(
    ("wrong", "right"), [("lefft", "aig:left"), ("organisation", "aig:organization"), ("Departur", "aig:Departure")]
)
def test_a_misspelt_term_names_the_nearest(wrong: str, right: str) -> None:
    with pytest.raises(VocabularyError, match=f"nearest: {right}"):
        AIG[wrong]
    with pytest.raises(VocabularyError):
        getattr(AIG, wrong)


def test_unknown_types_roles_and_kinds_name_the_nearest() -> None:
    with pytest.raises(VocabularyError, match="nearest: 'Departure'"):
        schema.claim_type("Departur")
    with pytest.raises(VocabularyError, match="nearest: 'person'"):
        schema.role_term("persn")
    with pytest.raises(VocabularyError, match="nearest: 'product'"):
        schema.entity_class("produkt")


def test_shapes_agree_with_the_signatures() -> None:
    source = files("aigraph.ontology").joinpath("shapes.ttl").read_bytes()
    shapes = ox.Store()
    shapes.load(io.BytesIO(source), ox.RdfFormat.TURTLE)
    for kind in schema.claim_types().values():
        shape = ox.NamedNode(SHAPES + kind.name)
        assert next(shapes.quads_for_pattern(shape, RDF.type, None, None), None), f"{kind.name} has no shape"
        rows = shapes.query(
            'PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?path (COUNT(?least) AS ?n) (GROUP_CONCAT(COALESCE(STR(?class), "")) AS ?classes) '
            f"{{ {shape} sh:property ?p . ?p sh:path ?path . OPTIONAL {{ ?p sh:minCount ?least }} "
            "OPTIONAL { ?p sh:class|(sh:or/<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>*/"
            "<http://www.w3.org/1999/02/22-rdf-syntax-ns#first>/sh:class) ?class } } GROUP BY ?path"
        )
        assert isinstance(rows, ox.QuerySolutions)
        found = {row["path"]: (int(row["n"].value) > 0, set(row["classes"].value.split())) for row in rows}
        single = {group[0] for group in kind.required if len(group) == 1}
        expected = {
            schema.role_term(role): (role in single, {schema.entity_class(k).value for k in kind.kinds.get(role, ())})
            for role in {*kind.roles, *single}
        }
        assert found == expected, kind.name
