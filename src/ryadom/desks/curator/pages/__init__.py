"""Pages of the desk: each reads the request, calls one door, renders."""
