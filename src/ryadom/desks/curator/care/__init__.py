"""Help at home on the staff's desk: a need, its decision, the programme, the choice, the visits and the bill."""
