"""The form for pictures in Wagtail's admin."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from pages.journeys.files import DAMAGED


class WholePictureField(WagtailImageField):
    """Wagtail's, but a picture that breaks off is refused in words instead of a server error."""

    def check_image_pixel_size(self, f: Any) -> None:
        """Reading the size is where Pillow first meets the end of such a file."""
        try:
            super().check_image_pixel_size(f)
        except (OSError, SyntaxError, ValueError) as error:
            raise ValidationError(DAMAGED, code="invalid_image") from error


class PictureForm(BaseImageForm):
    """Wagtail's form with that field."""

    file = WholePictureField(label="File", widget=BaseImageForm.Meta.widgets["file"])
