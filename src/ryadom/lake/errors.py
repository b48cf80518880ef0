"""What goes wrong with files of columns, said in both languages."""


class LakeError(Exception):
    """A file or a folder that cannot be written or read. `ru` and `en` are whole sentences that name it."""

    def __init__(self, ru: str, en: str) -> None:
        super().__init__(ru)
        self.ru, self.en = ru, en

    def said(self, language: str) -> str:
        """The sentence in the reader's language."""
        return self.en if language == "en" else self.ru
