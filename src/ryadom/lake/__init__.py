"""Columns in files: tables of plain numpy columns as Parquet, written the same way every time and checked when read,
folders that appear whole or not at all, and a digest of content that no file format can shift. The schema is passed
in; nothing here knows what a family or a rule is.
"""
