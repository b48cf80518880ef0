"""«Помощь на дому» for the person: ask, see what comes next, choose who comes, read the month, say how it was."""
