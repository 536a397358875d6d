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

    def typed(self, form: str = "main form") -> dict[str, Any]:
        """What would be sent by a form of the page as it stands; without its buttons."""
        found = self.soup.select_one(form)
        assert found
        sent: dict[str, Any] = {}
        for field in found.select("input[name], textarea[name], select[name]"):
            name, kind = str(field["name"]), field.get("type", field.name)
            if kind in ("checkbox", "radio"):
                if field.has_attr("checked"):
                    sent.setdefault(name, []).append(str(field.get("value", "on")))
            elif kind == "textarea":
                sent[name] = field.get_text().removeprefix("\n")
            elif kind == "select":
                chosen = field.select_one("option[selected]")
                sent[name] = str(chosen["value"]) if chosen else ""
            elif name != "csrfmiddlewaretoken":
                sent[name] = str(field.get("value", ""))
        return sent
