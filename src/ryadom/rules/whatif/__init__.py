"""What a change would do: a scenario beside the status quo, for everyone in a population, person by person."""
