"""One page: the private download."""
