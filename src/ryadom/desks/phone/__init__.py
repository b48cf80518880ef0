"""phone: staff answer the telephone: who called and what was said, the conversation led aloud, calls to give back."""
