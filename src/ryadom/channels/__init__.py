"""channels: how people and the region reach each other, whatever the way."""
