"""Social services: a need, its assessment, a programme, the choice of a provider, visits by plan and fact, the bill."""
