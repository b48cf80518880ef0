"""The methodologist's editor: a measure file as forms and back, and what the rules say of it in words."""
