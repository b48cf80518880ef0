"""measures: applying for a measure, deciding, awarding, refusing, appealing.

A claim is one application for one measure and one subject. The rule proposes, a specialist decides, a head approves
money and whatever goes against the rule; a decision is written once and only ever superseded.
"""
