"""Things for a time: asked for, confirmed, given by a point and taken back. No thing is with two people."""
