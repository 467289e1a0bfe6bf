"""The evidence of an exam as one package, and the rules by which a stranger checks it.

`exam.evidence.contents` says what is in it; `exam.evidence.verifying` checks all of it and needs
nothing else. No rule here reads a clock, a disk or the network.
"""
