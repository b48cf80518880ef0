"""Words asked from outside: an OpenAI-compatible endpoint that a region may plug in. Off until a region decides."""
