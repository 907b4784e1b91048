"""The Chinese reader: what frames and the learned reader find in a sentence, brought together.

1. Rules and the model find names, triggers and antecedents over the whole article (`survey`); 2. titles, frames and makers give claims
(`framed`); 3. the model's triggers and arguments become claims (`learned_claims`), as firm as the words around them allow; 4. both are brought together (`combined`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ...graph.claim import Claim, Modality
from ...ontology.schema import claim_types
from ..combine import combined
from ..context import Context
from ..document import Paragraph, Sentence
from ..learned import learned_claims
from ..models_folder import model_folder
from .attribution import attribution
from .encoder import Encoder
from .framed import best, framed, learn
from .frames import frames
from .learned import ChineseResolver
from .scene import Scene
from .sentences import sentences
from .stance import IN_PASSING, weighed, with_denials
from .survey import survey

__all__ = ["ChineseReader", "encoder"]

_OF = re.compile(r"\s?的?(?:这一|这|该|此次|本次)?(?:新?一轮|新|最新|首次|首|[A-H]\+?轮|Pre-?[A-D]轮|天使轮|种子轮)*(?:的)?\s?")
_SURE = 0.9          # least confidence of a learned claim that stands beside a frame's other reading of the same words


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
        triggers = [weighed(trigger, scene) for trigger in sentence.triggers]
        found = framed(scene, context)
        read = [_granted(_spoken(claim, scene), found) for claim in learned_claims(triggers, ChineseResolver(scene), context)]
        found = [_in_passing(claim, read) for claim in found]
        learn(context, read)
        kept = combined(found, _uncontradicted(best(read), found), sentence.triggers, self._least, context)
        return [_led(claim) for claim in with_denials(kept, scene)]


@cache
def encoder() -> Encoder:
    """The Chinese model, loaded once."""
    return Encoder(model_folder("zh"))


def _uncontradicted(read: Sequence[Claim], framed: Sequence[Claim]) -> list[Claim]:
    """Learned claims without those, not sure, whose trigger a frame reads as the same type with other key roles."""

    def keys(claim: Claim) -> set[tuple[str, str]]:
        return {(a.role, a.entity.key) for a in claim.arguments if a.role in claim_types()[claim.type].key_roles}

    read = [claim for claim in read if not any(_says_more(other, claim) or _settles(other, claim) for other in (*framed, *read)) and not _is_address(claim)]
    kept = []
    for claim in read:
        rivals = [other for other in framed if other.type == claim.type and claim.trigger and _beside(other, claim.trigger)]
        if not rivals or claim.confidence >= _SURE or any(keys(other) == keys(claim) for other in rivals):
            kept.append(claim)
    return kept


def _spoken(claim: Claim, scene: Scene) -> Claim:
    """A learned claim with the speaker of its clause, where the model has seen none; what is said in passing has none but a rumour's."""
    if claim.attribution or not claim.trigger or (claim.type in IN_PASSING and claim.modality is Modality.ASSERTED):
        return claim
    start = claim.trigger[0] - scene.sentence.start
    return claim.with_(attribution=attribution(scene, scene.clause_at(start), start))


def _granted(claim: Claim, found: Sequence[Claim]) -> Claim:
    """A learned claim, plainly asserted where a frame beside it says what is taken for granted."""
    granted = frames().presupposed
    if claim.trigger and any(other.type == claim.type and other.reader in granted and _beside(other, claim.trigger) for other in found):
        return claim.with_(modality=Modality.ASSERTED, attribution=())
    return claim


def _in_passing(claim: Claim, read: Sequence[Claim]) -> Claim:
    """A frame's claim, asserted where the model sees that it is only said in passing."""
    if claim.type not in IN_PASSING or claim.modality is Modality.ASSERTED:
        return claim
    beside = (other for other in read if other.type == claim.type and other.trigger and _beside(claim, other.trigger))
    return claim.with_(modality=Modality.ASSERTED) if any(other.modality is Modality.ASSERTED for other in beside) else claim


def _led(claim: Claim) -> Claim:
    """The claim with each leading investor named once."""
    leads = set(claim.entities("lead_investors"))
    return claim.with_(arguments=tuple(a for a in claim.arguments if a.role != "investors" or a.entity not in leads)) if leads else claim


def _says_more(other: Claim, claim: Claim) -> bool:
    """Is a claim only the shadow of another: a post beside its appointment, a purchase of what is a stake?"""
    if claim.type == "Employment" and other.type == "Appointment" and claim.role == other.role:
        return all(claim.entity(role) == other.entity(role) for role in ("person", "organization"))
    if claim.type == "Acquisition" and other.type == "Ownership" and other.share not in (None, "100%", "all"):
        return claim.entity("acquirer") == other.entity("owner") and claim.entity("acquired") == other.entity("owned")
    return False


def _settles(framed: Claim, claim: Claim) -> bool:
    """Does a frame tell whose the title before a name is (大学教授林若溪), or whose product a product is (Northlight的Aster-3), and a claim otherwise?"""
    if framed.type != claim.type or framed.reader.endswith("/learned"):
        return False
    if claim.type == "Employment" and framed.reader == "zh/title":
        return bool(claim.trigger and _beside(framed, claim.trigger) and framed.entity("person") != claim.entity("person"))
    if claim.type in ("Funding", "Valuation"):
        return framed.entity("organization") != claim.entity("organization") and _touches(framed, "organization") and _at_once(framed, claim)
    same = claim.entity("product") is not None and framed.entity("product") == claim.entity("product")
    return claim.type == "Development" and same and framed.entity("organization") != claim.entity("organization")


def _touches(claim: Claim, role: str) -> bool:
    """Does a role's filler stand right before the trigger, nothing but what the noun is said to be between (Veltora新一轮|融资)?"""
    place = next((a for a in claim.arguments if a.role == role), None)
    if place is None or claim.trigger is None or not claim.evidence.start <= place.start < place.end <= claim.trigger[0]:
        return False
    start = claim.evidence.start
    return _OF.fullmatch(claim.evidence.quote[place.end - start : claim.trigger[0] - start]) is not None


def _at_once(one: Claim, other: Claim) -> bool:
    """Do two claims quote the same words?"""
    return one.evidence.start < other.evidence.end and other.evidence.start < one.evidence.end


def _is_address(claim: Claim) -> bool:
    """Is a title that follows a name only how the person is addressed, and the firm named later (林若溪教授曾任Quantal Labs研究总监)?"""
    place = {a.role: a for a in claim.arguments}
    if claim.type != "Employment" or not claim.trigger or not {"person", "organization"} <= place.keys():
        return False
    return place["person"].end == claim.trigger[0] and place["organization"].start >= claim.trigger[1]


def _beside(claim: Claim, place: tuple[int, int]) -> bool:
    """Does a claim's trigger stand at a place, or right beside it?"""
    return bool(claim.trigger and claim.trigger[0] - 1 <= place[0] <= claim.trigger[1])
