"""feel: the expression language of OMG DMN, with Unknown kept apart from null. Knows no Django."""
