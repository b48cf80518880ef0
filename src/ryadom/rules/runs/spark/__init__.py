"""The same run on many machines: Spark carries persons to where they are decided, the same `Everyone` decides them.

A row is a person; the facts of the family stand on the first row of each family. Both travel as packed records that
Spark only carries and cuts. It is imported only where a run asks for it: `ryadom[spark]` need not be installed.
"""
