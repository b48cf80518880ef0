"""The one question: a page that opens from a done page, a letter or an SMS, without signing in."""
