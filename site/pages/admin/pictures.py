"""The forms for pictures and documents in Wagtail's admin, and the second step of uploading many at once."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.images.views.multiple import CreateFromUploadedImageView

from pages.admin.used_files import UsedFileForm
from pages.journeys.files import DAMAGED


class WholePictureField(WagtailImageField):
    """Wagtail's, but a picture that breaks off is refused in words instead of a server error."""

    def check_image_pixel_size(self, f: Any) -> None:
        """Reading the size is where Pillow first meets the end of such a file."""
        try:
            super().check_image_pixel_size(f)
        except (OSError, SyntaxError, ValueError) as error:
            raise ValidationError(DAMAGED, code="invalid_image") from error


class PictureForm(UsedFileForm, BaseImageForm):
    """Wagtail's form with that field, where it has one: the second step of many uploads asks for words alone."""

    before_readers = ("file", "description")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            usual = self.fields["file"]
            self.fields["file"] = WholePictureField(label=usual.label, required=usual.required, widget=usual.widget)

    def save(self, commit: bool = True) -> Any:
        """With a new file, Wagtail throws away what was made of the old one after it has saved; a worker must not come between."""
        with transaction.atomic():
            return super().save(commit)


class DocumentForm(UsedFileForm, BaseDocumentForm):
    """Wagtail's form for documents."""


class CreatePictureView(CreateFromUploadedImageView):
    """Wagtail's, but the file goes through Picture.save like any other.

    Wagtail's writes it to the storage itself, as the phone made it: with the place and time of the photograph.
    """

    def save_object(self, form: Any) -> None:
        """Give the picture the file that waited for its description."""
        self.object.file = File(self.upload.file.file, name=Path(self.upload.file.name).name)
        self.object.uploaded_by_user = self.request.user
        form.save()
