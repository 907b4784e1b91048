"""`python -m tests.corpus.grammar en|zh [N]`: check the patterns, count them, and show N filled at random."""

from __future__ import annotations

import random
import sys
from collections import Counter

from . import PatternError, patterns, speak


def main(lang: str, shown: int) -> int:
    """Print counts and samples; 1 where a pattern is not well formed."""
    try:
        held = patterns(lang)
        filled = list(speak(lang, 2))
    except (PatternError, KeyError) as error:
        print("fault", error)
        return 1
    for one in random.Random().sample(filled, min(shown, len(filled))):
        print(one.text)
        for told in one.claims:
            words = {role: [one.text[a:b] for a, b in spans] for role, spans in told.arguments.items()}
            print("   ", told.type, repr(one.text[slice(*told.trigger)]), told.modality, "former" if told.former else "", words)
    types = Counter(claim[0] for pattern in held for claim in pattern.claims)
    firm = Counter(claim[3] for pattern in held for claim in pattern.claims)
    print(f"{len(held)} patterns, {sum(not p.claims for p in held)} without a claim; {dict(sorted(types.items()))}; {dict(firm)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0))
