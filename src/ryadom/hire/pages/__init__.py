"""Pages of this room: what a resident asks for and has, what staff decide."""
