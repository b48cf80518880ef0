"""A snapshot from the files of an office: read row by row, every fault named, families whole or left out."""
