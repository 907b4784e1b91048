"""The Chinese reader: what frames and the learned reader find in a sentence, brought together.

1. Rules and the model find names, triggers and antecedents over the whole article (`survey`); 2. titles, frames and makers give claims
(`framed`); 3. the model's triggers and arguments become claims (`learned_claims`); 4. both are brought together (`combined`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ...graph.claim import Claim
from ...ontology.schema import claim_types
from ..combine import combined
from ..context import Context
from ..document import Paragraph, Sentence
from ..learned import learned_claims
from ..models_folder import model_folder
from .encoder import Encoder
from .framed import best, framed, learn
from .learned import ChineseResolver
from .scene import Scene
from .sentences import sentences
from .survey import survey

__all__ = ["ChineseReader", "encoder"]

_SURER = 0.5          # least confidence of a learned claim that a frame's claim gives way to


class ChineseReader:
    """Reads Chinese paragraphs and sentences; holds nothing but the loaded model."""

    def __init__(self) -> None:
        self._encoder = encoder()
        self._least = self._encoder.claim_thresholds

    def sentences(self, paragraph: Paragraph) -> list[Sentence]:
        """Sentences; their mentions come with the survey."""
        return [Sentence(paragraph.text[a:b], a + paragraph.start, "zh") for a, b in sentences(paragraph.text)]

    def survey(self, sentences: Sequence[Sentence]) -> None:
        """Find mentions, triggers and antecedents over all sentences of an article."""
        survey(self._encoder, sentences)

    def read(self, sentence: Sentence, context: Context) -> list[Claim]:
        """Claims that the sentence makes."""
        scene = Scene(sentence, context)
        found = framed(scene, context)
        read = list(learned_claims(sentence.triggers, ChineseResolver(scene), context))
        learn(context, read)
        return combined(_uncontradicted(found, read), best(read), sentence.triggers, self._least, context)


@cache
def encoder() -> Encoder:
    """The Chinese model, loaded once."""
    return Encoder(model_folder("zh"))


def _uncontradicted(framed: Sequence[Claim], read: Sequence[Claim]) -> list[Claim]:
    """Frames' claims without those whose trigger the learned reader takes for the same type, surely, but with other key roles."""

    def keys(claim: Claim) -> set[tuple[str, str]]:
        return {(a.role, a.entity.key) for a in claim.arguments if a.role in claim_types()[claim.type].key_roles}

    kept = []
    for claim in framed:
        rivals = [other for other in read if other.type == claim.type and other.confidence >= _SURER and _beside(claim, other.trigger)]
        if not rivals or any(keys(other) == keys(claim) for other in rivals):
            kept.append(claim)
    return kept


def _beside(claim: Claim, place: tuple[int, int] | None) -> bool:
    """Does a claim's trigger stand at a place, or right beside it?"""
    return bool(claim.trigger and place and claim.trigger[0] - 1 <= place[0] <= claim.trigger[1])
