"""Accounts. Agencies come with training."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models

from config import languages


class EmailUserManager(UserManager["User"]):
    """Makes accounts that are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":  # type: ignore[override]
        """An account without staff rights; the address is kept in lower case."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":  # type: ignore[override]
        """An account with every right."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person who signs in, known by an e-mail address; there is no user name to forget."""

    username = None  # type: ignore[assignment]
    email = models.EmailField("e-mail address", unique=True)

    language = models.CharField(
        max_length=10,
        blank=True,
        choices=languages.choices,
        help_text="The language of the pages about signing in. The admin is in English.",
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = EmailUserManager()  # type: ignore[misc]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        permissions = [("look_after_people", "Can invite people, give them roles and switch them off")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email
