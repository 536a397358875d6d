"""Pictures and documents that editors upload."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.template.defaultfilters import filesizeformat
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from pages.journeys.files import refuse_damaged, refuse_mislabelled, without_metadata


class Picture(AbstractImage):
    """A picture. What it shows must be said in words; what the camera wrote into it is taken out."""

    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = "image"
        verbose_name_plural = "images"
        permissions = [("choose_image", "Can choose image")]

    def clean(self) -> None:
        """The description is the alternative text, so it cannot be left out; a new file must be whole.

        Both are said at once: the upload of many files keeps one whose words are missing, but never a damaged one.
        """
        super().clean()
        wrong: dict[str, Any] = {}
        if not self.description.strip():
            wrong["description"] = "Say in a few words what the picture shows, for readers who cannot see it."
        if self.file and not getattr(self.file, "_committed", True):
            try:
                refuse_damaged(self.file.file)
            except ValidationError as error:
                wrong["file"] = error
        if wrong:
            raise ValidationError(wrong)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Strip metadata from a new file before it first touches the storage; what was made of the old one goes."""
        is_new = bool(self.file) and not getattr(self.file, "_committed", True)
        if is_new:
            self.keep(without_metadata(self.file.file))
        with transaction.atomic():
            super().save(*args, **kwargs)
            if is_new:
                self.renditions.all().delete()

    def keep(self, clean: "ContentFile[bytes]") -> None:
        """Take a stripped file in place of the one that was uploaded."""
        self.file = clean
        self.file_size = clean.size
        self.file_hash = hashlib.sha1(clean.read(), usedforsecurity=False).hexdigest()
        clean.seek(0)


class PictureRendition(AbstractRendition):
    """A picture at one size, made from the stripped original."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    def get_upload_to(self, filename: str) -> str:
        """A path that names what is in the file: browsers keep it for a day, and must not show what was replaced."""
        return str(super().get_upload_to(f"{self.image.file_hash[:8]}.{filename}"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_per_filter")
        ]


class PublicDocument(AbstractDocument):
    """A document, a video or its captions: of an allowed kind, a bounded size, and what its name says."""

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documents"
        permissions = [("choose_document", "Can choose document")]

    def clean(self) -> None:
        """Refuse a file that is too large, empty or mislabelled."""
        super().clean()
        if self.file and not getattr(self.file, "_committed", True):
            most = settings.UPLOAD_DOCUMENT_MEGABYTES * 1024 * 1024
            if self.file.size > most:
                raise ValidationError(
                    {"file": f"This file is larger than {filesizeformat(most)}. Make it smaller, or split it."}
                )
            try:
                refuse_mislabelled(self.file.file, self.file.name)
            except ValidationError as error:
                raise ValidationError({"file": error}) from error
