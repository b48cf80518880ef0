"""The proof that everyone at once and one family at a time are decided alike.

`make proof` draws random families about the thresholds of the book, decides them both ways and compares every column;
then it breaks the columns' own code on purpose and looks whether the comparison notices.
"""
