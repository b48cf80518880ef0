"""measures: applying for a measure, deciding, awarding, refusing, appealing."""
