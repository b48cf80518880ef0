"""voice: what people say afterwards: one question at every ending, and satisfaction with an honest interval."""
