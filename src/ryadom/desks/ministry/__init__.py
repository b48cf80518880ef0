"""ministry: the region in numbers, for those who answer for it: how help goes, why refused, are people content."""
