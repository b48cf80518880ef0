"""ui: layout, components, words and accessibility of every page; links and panels between rooms."""
