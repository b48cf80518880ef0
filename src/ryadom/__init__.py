"""Ryadom («Рядом»): the operating system of a region's social care. One folder here is one room on its floor."""
