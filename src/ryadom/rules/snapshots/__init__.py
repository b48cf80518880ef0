"""What is known about many families at one moment, as columns: the same facts as `rules.facts.Family`, laid side by
side. A part holds some thousands of families whole; a snapshot is a folder of parts with one manifest.
"""
