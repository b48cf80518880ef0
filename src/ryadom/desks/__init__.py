"""desks: pages that mix rooms, one folder for each kind of user."""
