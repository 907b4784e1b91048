"""How much of what the bundled articles say is found: F1 floors, one a language, that only move up."""

from typing import Any

import pytest

from aigraph.graph import scoring

FLOORS = {"en": 0.72, "zh": 0.77}


@pytest.mark.parametrize("lang", FLOORS)
def test_f1_is_at_least_its_floor(
    lang: str, sample_extractions: dict[str, tuple[Any, Any]], sample_gold: dict[str, list[dict[str, Any]]]
) -> None:
    total = scoring.Score()
    for name, records in sample_gold.items():
        predicted = [claim.to_record() for claim in sample_extractions[name][1].claims]
        total += scoring.score(
            [r for r in records if r["lang"] == lang], [r for r in predicted if r["lang"] == lang]
        )
    print(lang, total)
    assert total.found and total.f1 >= FLOORS[lang], str(total)


DEPARTURE = {"type": "Departure", "person": "Mira Murati", "organization": "OpenAI"}
RIVALS = {"type": "Competition", "organization": "OpenAI", "competitor": "Anthropic"}
SUM = {"type": "Valuation", "organization": "OpenAI", "amount": "1 USD"}


@pytest.mark.parametrize(
    ("gold", "predicted", "counts"),
    [
        (DEPARTURE, DEPARTURE, (1, 0, 0)),
        (DEPARTURE, {**DEPARTURE, "organization": "OpenAI Inc."}, (1, 0, 0)),
        (DEPARTURE, {**DEPARTURE, "person": "mira MURATI"}, (1, 0, 0)),
        (DEPARTURE, {**DEPARTURE, "person": "Greg Brockman"}, (0, 1, 1)),
        ({**DEPARTURE, "person": ["Murati", "Mira Murati"]}, DEPARTURE, (1, 0, 0)),
        ({**DEPARTURE, "organization": ["OpenAI", None]}, {"type": "Departure", "person": "Mira Murati"}, (1, 0, 0)),
        ({**DEPARTURE, "optional": True}, DEPARTURE, (0, 0, 0)),
        (RIVALS, {**RIVALS, "organization": "Anthropic", "competitor": "OpenAI"}, (1, 0, 0)),
        (SUM, {**SUM, "amount": "2 USD"}, (0, 1, 1)),
    ],
)
def test_the_scorer_itself(gold: dict[str, Any], predicted: dict[str, Any], counts: tuple[int, int, int]) -> None:
    result = scoring.score([gold], [predicted])
    assert (result.found, len(result.wrong), len(result.missed)) == counts


def test_a_claim_said_again_is_neither_right_nor_wrong() -> None:
    result = scoring.score([DEPARTURE], [DEPARTURE, {**DEPARTURE, "date": "2024"}])
    assert (result.found, result.wrong) == (1, [])
