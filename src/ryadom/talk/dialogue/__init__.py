"""The conversation as a pure function: `turn(world, stack, heard)`. No clock, no database; a thread is the fold of its
turns, so the same record gives the same conversation again.
"""
