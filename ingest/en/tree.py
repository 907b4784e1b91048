"""The tree of a sentence, and the positions that frames name: subject, object, `from X`, possessor ...

Positions are read from Universal Dependencies as the encoder predicts them. A position is a list of words, the heads
of the phrases that stand there, conjuncts included ("A, B and C" gives three). Control is followed: the subject of
"to start" in "resigned to start" is that of "departed", and "who" is what it refers to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..document import Token

__all__ = ["Tree"]

_CLAUSE = {"xcomp", "advcl", "acl", "acl:relcl", "ccomp", "conj", "parataxis", "root", "csubj"}
_NAME_PARTS = {"flat", "flat:name", "compound", "nmod:desc", "amod", "det", "nummod", "punct", "fixed", "goeswith"}
_SUBJECT = {"nsubj", "nsubj:pass", "nsubj:outer", "csubj"}
_LOOSE = {"compound", "nmod:desc", "parataxis", "dep", "appos", "vocative", "dislocated", "list", "flat", "orphan"}
_RELATIVE = {"who", "which", "that", "whom"}
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november"
    " december today yesterday tomorrow".split()
)


class Tree:
    """Dependency tree over the tokens of one sentence."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.children: list[list[int]] = [[] for _ in tokens]
        for i, token in enumerate(tokens):
            if token.head != i and 0 <= token.head < len(tokens):
                self.children[token.head].append(i)

    def label(self, i: int) -> str:
        return self.tokens[i].label

    def low(self, i: int) -> str:
        return self.tokens[i].text.lower()

    def kids(self, i: int, *labels: str) -> list[int]:
        """Children of word `i` whose relation is one of `labels` (or a subtype of one)."""
        wanted = labels
        return [c for c in self.children[i] if self.label(c) in wanted or self.label(c).split(":")[0] in wanted]

    def head(self, i: int) -> int | None:
        """The head of word `i`; None for the root."""
        head = self.tokens[i].head
        return None if head == i or head < 0 else head

    def subtree(self, i: int) -> Iterator[int]:
        """Word `i` and all below it, unordered."""
        stack = [i]
        while stack:
            word = stack.pop()
            yield word
            stack.extend(self.children[word])

    def ancestors(self, i: int) -> Iterator[int]:
        """Heads of word `i`, nearest first."""
        head = self.head(i)
        while head is not None:
            yield head
            head = self.head(head)

    def conjuncts(self, i: int) -> list[int]:
        """Word `i` and what is coordinated with it below it, nested lists included."""
        found = [i]
        for child in self.kids(i, "conj"):
            if self.tokens[child].tag != "VERB":
                found.extend(self.conjuncts(child))
        return found

    def case(self, i: int) -> str:
        """The preposition(s) of a phrase, lower case: `from`, `as of`, `'s`."""
        marks = self.kids(i, "case", "mark")
        words: list[str] = []
        for mark in marks:
            words.append(self.low(mark))
            words.extend(self.low(f) for f in self.kids(mark, "fixed"))
        return " ".join(words)

    def is_passive(self, i: int) -> bool:
        """Is the verb passive ("was bought", "bought by X", participle after a noun with a by-phrase)?"""
        if any(self.label(c) in ("nsubj:pass", "aux:pass") for c in self.children[i]):
            return True
        if self.label(i) == "acl" and self.low(i).endswith(("ed", "n", "t", "de")) and not self.low(i).endswith("ing"):
            return True
        return False

    def subjects(self, i: int, depth: int = 0) -> list[int]:
        """Words in the subject position of verb `i`, own or inherited, relative pronouns replaced by what they mean."""
        own = self.kids(i, "nsubj", "nsubj:outer")
        if own:
            found: list[int] = []
            for word in own:
                if self.low(word) in _RELATIVE and (noun := self._meant(i, word)) is not None:
                    found.append(noun)
                else:      # a conjunct on the other side of the verb is the subject of another one
                    found.extend(w for w in self.conjuncts(word) if (w < i) == (word < i))
            return found
        if self.label(i) == "root" and (bare := self._bare_subject(i)) is not None:
            return self.conjuncts(bare)
        if depth > 6:
            return []
        head, label = self.head(i), self.label(i)
        if head is None:
            name = self._left_nominal(i)
            return [] if name is None or self.is_passive(i) else [name]
        if label.startswith("acl"):
            if label == "acl:relcl" or not self.is_passive(i):
                if self.tokens[head].tag in ("NOUN", "PROPN", "PRON", "NUM"):
                    if self.low(i).endswith("ing") or label == "acl:relcl":
                        return self.conjuncts(head) if label != "acl:relcl" else [head]
                    return self._owner(head, depth)
            return []
        if label in ("xcomp", "advcl", "conj", "parataxis", "ccomp", "advcl:relcl") or label.startswith("advcl"):
            if label == "xcomp" and (objects := self.kids(head, "obj")):
                return self.conjuncts(objects[0])           # "named her to lead"
            if self.tokens[head].tag in ("VERB", "AUX", "ADJ", "NOUN", "PROPN"):
                return self.subjects(head, depth + 1)
        return []

    def _left_nominal(self, verb: int) -> int | None:
        """The name that stands right before a finite verb and its auxiliaries."""
        word = verb - 1
        while word >= 0 and self.tokens[word].tag in ("AUX", "ADV", "PART"):
            word -= 1
        return word if word >= 0 and self.tokens[word].tag in ("PROPN", "PRON") else None

    def _meant(self, verb: int, pronoun: int) -> int | None:
        """What a relative pronoun refers to: by the tree, else the word before it."""
        noun = self.antecedent(verb)
        before = pronoun - 1
        while before >= 0 and self.tokens[before].tag == "PUNCT":
            before -= 1
        # ", which" is about the name right before it rather than a common noun above ("an investment in SenseTime, which")
        near = self.low(pronoun) == "which" and before >= 0 and self.tokens[before].text[:1].isupper()
        if noun is not None and noun < pronoun and self.tokens[noun].tag not in ("VERB", "AUX"):
            return before if near and self.tokens[noun].text[:1].islower() else noun
        return before if before >= 0 and self.tokens[before].tag in ("PROPN", "NOUN") else noun

    def _bare_subject(self, verb: int) -> int | None:
        """A nominal before a root verb that the tree did not call its subject."""
        left = [c for c in self.children[verb] if c < verb and self.tokens[c].tag in ("PROPN", "PRON", "NOUN")]
        return next((c for c in left if not self.case(c) and self.label(c) in _LOOSE), None)

    def _owner(self, noun: int, depth: int) -> list[int]:
        """Who is behind an infinitive after a noun ("plans to buy", "his decision to leave"): possessor, else subject."""
        owners = self.kids(noun, "nmod:poss") or self.kids(noun, "nsubj")
        if owners:
            return self.conjuncts(owners[0])
        head = self.head(noun)
        if head is not None and self.tokens[head].tag in ("VERB", "AUX"):
            return self.subjects(head, depth + 1)
        return []

    def antecedent(self, verb: int) -> int | None:
        """The noun that the relative clause of `verb` (or of the verb it is coordinated with) is about."""
        word: int | None = verb
        while word is not None and self.label(word) in ("conj", "xcomp", "ccomp"):
            word = self.head(word)
        if word is not None and self.label(word) in ("acl:relcl", "acl", "advcl:relcl"):
            return self.head(word)
        return None

    def objects(self, i: int) -> list[int]:
        """Words in the object position of verb `i`; in a passive, its subject; in an object relative, what it is about."""
        if self.is_passive(i):
            patients = self.kids(i, "nsubj:pass")
            found = []
            for word in patients:
                if self.low(word) in _RELATIVE and (noun := self._meant(i, word)) is not None:
                    found.append(noun)
                else:
                    found.extend(self.conjuncts(word))
            if not patients and self.label(i) == "acl" and (head := self.head(i)) is not None:
                found.append(head)
            if not patients and self.label(i) in ("conj", "xcomp") and (head := self.head(i)) is not None:
                return self.objects(head) or self.subjects(head)
            return found
        found = []
        for word in self.kids(i, "obj"):
            if self.low(word) in _RELATIVE and (noun := self.antecedent(i)) is not None:
                found.append(noun)
            else:
                found.extend(self.conjuncts(word))
        if not found and self.label(i) == "acl:relcl" and self.kids(i, "nsubj"):
            subjects = self.kids(i, "nsubj")
            if not any(self.low(s) in _RELATIVE for s in subjects) and (head := self.head(i)) is not None:
                return [head]
        if not found:           # "urged backers to wait": the tree may give the object to the infinitive
            found = [c for w in self.kids(i, "xcomp") for o in self.kids(w, "obj") if i < o < w for c in self.conjuncts(o)]
        if not found:
            found = [c for w in self.kids(i, "xcomp") if self.tokens[w].tag in ("PROPN", "NOUN") for c in self.conjuncts(w)]
        if not found and i + 1 < len(self.tokens):      # "left Google": a bare name right behind its verb is no adverbial
            bare = [w for w in self.kids(i, "obl") if w > i and not self.kids(w, "case") and self.tokens[w].tag == "PROPN"]
            found = [c for w in bare if self._starts(w) == i + 1 and self.low(w) not in _TIMES for c in self.conjuncts(w)]
        return found

    def _starts(self, i: int) -> int:
        """The first word of the phrase that `i` heads."""
        return min(self.subtree(i))

    def agents(self, i: int) -> list[int]:
        """Who does it in a passive: the by-phrase."""
        return [c for w in self.children[i] if self.label(w).startswith(("obl", "nmod")) and self.case(w) == "by"
                for c in self.conjuncts(w)]

    def oblique(self, i: int, preposition: str) -> list[int]:
        """Heads of the phrases that hang on word `i` (or on its object) with `preposition`."""
        found: list[int] = []
        hosts = [i, *self.kids(i, "obj"), *self.kids(i, "xcomp")]
        if self.label(i) in ("xcomp", "acl") and (head := self.head(i)) is not None and self.tokens[head].tag != "VERB":
            hosts.append(head)
        if self.tokens[i].tag == "NOUN" and self.label(i) in ("obj", "nsubj:pass") and (head := self.head(i)) is not None:
            hosts.append(head)
        for host in hosts:
            for word in self.children[host]:
                if self.label(word).startswith(("obl", "nmod", "advcl", "xcomp", "acl")) and self.case(word) == preposition:
                    found.extend(self.conjuncts(word))
        return found

    def possessors(self, i: int) -> list[int]:
        """Owners of a noun: "OpenAI's launch", "its launch", "the launch of" is an oblique."""
        found = [c for w in self.kids(i, "nmod:poss") for c in self.conjuncts(w)]
        if found:
            return found
        mark = i - 1            # the words show it where the tree does not: "Whitfield 's leadership"
        while mark > 0 and i - mark < 5 and self.tokens[mark].tag in ("ADJ", "NOUN", "PROPN", "NUM"):
            mark -= 1
        return [mark - 1] if mark > 0 and self.low(mark) in ("'s", "’s", "'", "’") else []

    def modifiers(self, i: int) -> list[int]:
        """Nouns put before a noun: "ChatGPT launch", "the xAI team"."""
        return [w for w in self.children[i] if self.label(w) in ("compound", "nmod:desc", "amod", "flat") and w < i]

    def appositions(self, i: int) -> list[int]:
        """What stands beside a noun for the same thing: "the startup, xAI"; "president Greg Brockman"."""
        found = [w for w in self.children[i] if self.label(w) in ("appos", "flat", "flat:name", "nmod:desc", "compound")]
        if self.tokens[i].tag in ("NUM", "PRON", "DET"):          # "one of them, chairman Karl Lindgren"
            found += [w for w in self.kids(i, "nmod") if w > i and self.tokens[w].tag == "PROPN" and not self.case(w)]
        head = self.head(i)
        if head is not None and self.label(i) in ("appos", "flat", "nmod:desc"):
            found.append(head)
        return found
