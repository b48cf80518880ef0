"""regions: the wall between regions. A personal row carries its region, and a query without a region fails."""
