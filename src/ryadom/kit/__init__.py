"""kit: money, periods, the working-day clock, identifiers with their checksums. Knows no Django."""
