"""The staff's desk: the queue, the family on one page, a claim and its decision, assisted mode, checks of measures."""
