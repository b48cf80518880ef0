"""talk: understanding a sentence and leading a conversation, one question at a time."""
