"""channels: the ways by which people and the region speak with each other, and nothing that is said on them.

What comes in is stored before it is acknowledged and is handled once, in the order of its conversation; what goes out
stands in the outbox until its channel took it. `api` is the door, `shapes` what crosses it; every channel's own format
ends in its file of `adapters`.
"""
