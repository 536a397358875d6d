"""Uploads in an S3-compatible store, so that several machines have them: STORAGE_URL.

The bucket stays private. Readers never meet it: addresses of uploads are the site's own (config.media), which
fetches them with the site's key. So a page asks nothing of a third party (design promise 1).
"""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from botocore.config import Config
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

SENTENCE = (
    "STORAGE_URL is not right: {why}. It takes s3://key:secret@host:port/bucket?region=…&tls=false; "
    "without a host, Amazon's; without a key, what the machine's own role allows."
)
OPTIONS = {"region", "tls"}
# Files under their digest: the same again is the same file, and new from then on.
BY_DIGEST: dict[str, Any] = {"location": "packages", "file_overwrite": True}
# A store that stands still must not hold a reader for botocore's minute, three times.
PATIENCE = {"connect_timeout": 3, "read_timeout": 20, "retries": {"total_max_attempts": 3, "mode": "standard"}}


def parse(address: str) -> dict[str, Any]:
    """Options of the storage from its address. Raises ImproperlyConfigured, without the secret in it."""
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    bucket = parts.path.strip("/")
    _require(parts.scheme == "s3", "it does not start with s3://")
    _require(bucket != "" and "/" not in bucket, "it names no bucket, or more than one")
    _require(bool(parts.username) == bool(parts.password), "a key and its secret come together")
    _require(set(asked) <= OPTIONS, f"after the question mark only {' and '.join(sorted(OPTIONS))} are known")
    _require(asked.get("tls", "true") in ("true", "false"), "tls is neither true nor false")
    try:
        place = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    except ValueError:
        raise ImproperlyConfigured(SENTENCE.format(why="its port is not a number")) from None
    scheme = "http" if asked.get("tls") == "false" else "https"
    return {
        "bucket_name": bucket,
        "access_key": unquote(parts.username) if parts.username else None,
        "secret_key": unquote(parts.password) if parts.password else None,
        "endpoint_url": f"{scheme}://{place}" if place else None,
        "region_name": asked.get("region") or ("us-east-1" if place else None),
        # Nothing is readable without a signature, and no file takes the place of another.
        "default_acl": None,
        "querystring_auth": True,
        "file_overwrite": False,
        "client_config": Config(
            signature_version="s3v4",
            s3={"addressing_style": "path" if place else "auto"},
            # Stores other than Amazon's know no checksums in trailers.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            **PATIENCE,
        ),
    }


def _require(fine: bool, why: str) -> None:
    if not fine:
        raise ImproperlyConfigured(SENTENCE.format(why=why))


class BucketStorage(S3Storage):
    """A private bucket behind the site's own addresses."""

    def url(
        self,
        name: str,
        parameters: dict[str, Any] | None = None,
        expire: int | None = None,
        http_method: str | None = None,
    ) -> str:
        """The site's own address of an upload, whatever the bucket's is."""
        return settings.MEDIA_URL + filepath_to_uri(name).lstrip("/")
