"""What the rules say of a region's own people, kept: written in one go, read by staff.

A determination is a proposal, never a decision: nobody is granted or refused anything by it, and nothing is sent. A
decision that touches a person's rights is taken by a person (152-ФЗ, art. 16), in a claim, as before.
"""
