"""One number of the law on trial over everyone, while somebody drags it: who gains, who loses, what it costs."""
