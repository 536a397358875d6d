"""What is on somebody's screen."""

from typing import Any

from bs4 import BeautifulSoup


class Screen:
    """The page that was answered last."""

    page: Any = None

    @property
    def soup(self) -> BeautifulSoup:
        """The page, parsed."""
        return BeautifulSoup(self.page.content, "html.parser")

    @property
    def text(self) -> str:
        """The words of the page's content."""
        main = self.soup.main
        assert main
        return " ".join(main.get_text(" ").split())
