"""What goes wrong with files of columns, said in both languages."""


class LakeError(Exception):
    """A file or a folder that cannot be written or read. `ru` and `en` are whole sentences that name it."""

    def __init__(self, ru: str, en: str) -> None:
        super().__init__(ru)
        self.ru, self.en = ru, en

    def __reduce__(self) -> tuple[type["LakeError"], tuple[str, str]]:
        """A fault of a process that works for another one arrives there as it was."""
        return type(self), (self.ru, self.en)

    def said(self, language: str) -> str:
        """The sentence in the reader's language."""
        return self.en if language == "en" else self.ru
