"""An imagined region: families that never lived, as many as are asked for, so that rules can be tried on everyone.

What a region looks like is a file (`demo/regions/*.toml`) whose every number has a source or is marked assumed. The
same file, seed and day give the same families, whatever the number of them or of threads.
"""
