"""Questions that read: a region in, frozen values out; a batch costs a fixed number of queries."""
