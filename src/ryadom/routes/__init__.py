"""routes: a life situation as steps across agencies, and the person's own copy of it.

A route is data of a practice. Whether a step is for this family, and whether it is done already, rules say from what
is known; what nobody can know but the person, the person marks.
"""
