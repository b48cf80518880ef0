"""hearing: a sentence in a person's own words -> danger, situations, facts. Pure Python and numpy, no Django.

It only proposes: the person chooses, and what is due is decided by rules, never here.
"""
