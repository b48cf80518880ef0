"""The desk of who serves people by order: the day, orders to answer, people with plan and fact, the month, places."""
