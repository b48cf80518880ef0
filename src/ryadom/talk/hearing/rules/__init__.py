"""Small rules, each reading one kind of fact from the words of a sentence."""
