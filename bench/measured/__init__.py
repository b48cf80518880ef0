"""What is measured: each module has `rows()`, which measures and gives lines of the table."""
