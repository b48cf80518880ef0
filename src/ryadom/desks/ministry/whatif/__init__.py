"""«Что, если»: one number of the law is moved, and the whole region is counted anew while it moves."""
