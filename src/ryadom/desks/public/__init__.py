"""public: the first page and what a stranger wants to know: what this is, whether it is safe, whom to call."""
