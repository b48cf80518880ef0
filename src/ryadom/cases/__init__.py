"""cases: every request of a person: one life cycle, one inbox, a clock that counts working days.

A room above registers what kinds of case there are (an application, an appeal) and decides what they are about; here
live the number, the promised date, who holds it now, pauses, requests to authorities, notes and the whole history.
"""
