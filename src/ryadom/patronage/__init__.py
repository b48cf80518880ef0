"""patronage: a curator beside every family: who is beside whom and on what ground, what the family needs, who was
called and when, who waits for a person, and who stands in when a curator is away.
"""
