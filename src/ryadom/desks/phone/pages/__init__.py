"""Pages of the phone desk: thin; each parses, makes one call and renders."""
