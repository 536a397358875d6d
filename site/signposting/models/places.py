"""Where postcodes and places lie: the offline gazetteer. Nobody edits it, so it has no drafts and no history."""

from django.db import models

UNITED_KINGDOM = "K02000001"
ENGLAND_AND_WALES = "K04000001"


class District(models.Model):
    """A local authority and the larger areas it lies in, all by GSS code, so that a service's area can be matched."""

    code = models.CharField(max_length=9, primary_key=True)
    name = models.CharField(max_length=80)
    combined_authority = models.CharField(max_length=9, blank=True)
    region = models.CharField(max_length=9, blank=True)
    country = models.CharField(max_length=9, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def areas(self) -> list[str]:
        """The GSS codes of every area that covers the district, itself first, the United Kingdom last."""
        both = ENGLAND_AND_WALES if self.country.startswith(("E", "W")) else ""
        found = [self.code, self.combined_authority, self.region, self.country, both, UNITED_KINGDOM]
        return [code for code in found if code]


class Positioned(models.Model):
    """Something with a position, in degrees (WGS84)."""

    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        abstract = True


class Postcode(Positioned):
    """One live postcode, written without its space. Its position never leaves the server."""

    code = models.CharField(max_length=7, primary_key=True)
    outcode = models.CharField(max_length=4)
    district = models.CharField(max_length=9, blank=True)
    ward = models.CharField(max_length=9, blank=True)

    def __str__(self) -> str:
        return self.code


class Outcode(Positioned):
    """The first half of a postcode: a few thousand homes. `districts` are GSS codes, the largest part first."""

    code = models.CharField(max_length=4, primary_key=True)
    district = models.ForeignKey(District, null=True, on_delete=models.SET_NULL, related_name="+")
    districts = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.code


class Cell(Positioned):
    """A square of about a kilometre within one outcode, with enough postcodes in it to give nobody's home away."""

    code = models.CharField(max_length=16, primary_key=True)
    outcode = models.CharField(max_length=4)
    district = models.ForeignKey(District, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.code


class Place(Positioned):
    """A place that has a name: a city, town or village, a part of one, an electoral ward, a district."""

    class Kind(models.TextChoices):
        SETTLEMENT = "settlement", "City, town or village"
        LOCALITY = "locality", "Part of a town"
        WARD = "ward", "Electoral ward"
        DISTRICT = "district", "District"

    code = models.SlugField(max_length=80, primary_key=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=Kind)
    district = models.ForeignKey(District, null=True, on_delete=models.SET_NULL, related_name="places")
    ward = models.CharField(max_length=9, blank=True)
    outcode = models.CharField(max_length=4, blank=True)
    population = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["latitude", "longitude"], name="place_position")]

    def __str__(self) -> str:
        return self.name


class PlaceName(models.Model):
    """One way to write a place's name, folded for looking up (`signposting.gazetteer.typed.folded`)."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")
    folded = models.CharField(max_length=100, db_index=True)
    own = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "folded"], name="place_written_once")]

    def __str__(self) -> str:
        return self.folded


class PostcodeFile(models.Model):
    """How far one file of postcodes has been read, so that an interrupted import goes on and none is done twice."""

    fingerprint = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=200)
    lines = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    terminated = models.PositiveIntegerField(default=0)
    nowhere = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    # Whether outcodes, cells and wards have been made since.
    derived = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name
