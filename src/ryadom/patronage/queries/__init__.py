"""Questions that read; a page of families costs as much as one."""
