"""chat: a person writes with the region on the web: the same threads as everywhere, shown as pages."""
