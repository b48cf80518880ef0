"""packs: practices as installed data: load strictly, check, lock, activate by region and date."""
