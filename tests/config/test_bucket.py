"""Uploads and packages in a real S3 server: private, behind the site's own addresses, whole or not at all."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from config import bucket
from tests.ground.running import free_port
from training.packages import keeping, sweeping

EVERYBODY = "http://acs.amazonaws.com/groups/global/AllUsers"


@pytest.fixture
def in_a_bucket(settings: Settings) -> Iterator[bucket.BucketStorage]:
    port = free_port()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port)
    server.start()
    address = f"s3://lantern:a%2Fsecret@127.0.0.1:{port}/uploads?tls=false"
    kind = "config.bucket.BucketStorage"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": kind, "OPTIONS": bucket.parse(address)},
        "packages": {"BACKEND": kind, "OPTIONS": {**bucket.parse(address), **bucket.BY_DIGEST}},
    }
    store = bucket.BucketStorage(**bucket.parse(address))
    store.connection.create_bucket(Bucket="uploads")
    yield store
    server.stop()


def test_uploads_lie_in_a_private_bucket_and_readers_meet_the_sites_own_address(
    in_a_bucket: bucket.BucketStorage,
) -> None:
    film = bytes(range(256)) * 4
    name = default_storage.save("documents/film.mp4", ContentFile(film))
    assert default_storage.url(name) == "/media/documents/film.mp4"
    grants = in_a_bucket.connection.meta.client.get_object_acl(Bucket="uploads", Key=name)["Grants"]
    assert EVERYBODY not in [grant["Grantee"].get("URI") for grant in grants]
    answer = Client().get("/media/documents/film.mp4")
    assert b"".join(answer.streaming_content) == film  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "video/mp4"
    piece = Client().get("/media/documents/film.mp4", headers={"Range": "bytes=250-259"})
    assert (piece.status_code, b"".join(piece.streaming_content)) == (206, film[250:260])  # type: ignore[attr-defined]
    assert Client().get("/media/documents/other.mp4").status_code == 404
    assert default_storage.save("documents/film.mp4", ContentFile(b"another")) != name
    with default_storage.open(name) as file:
        assert file.read() == film

    digest = keeping.keep([b"a lesson", b" in a package"])
    assert keeping.keep([b"a lesson in a package"]) == digest
    with keeping.opened(digest) as lesson:
        assert lesson.read() == b"a lesson in a package"
    assert in_a_bucket.exists(f"packages/{digest[:2]}/{digest}")
    assert not keeping.place_of(digest).exists()
    assert not list(keeping.folder().glob("draft-*"))
    with pytest.raises(FileNotFoundError):
        keeping.opened(keeping.digest_of(BytesIO(b"never kept")))


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://key:hidden@s3.example/bucket", "it does not start with s3://"),
        ("s3://key:hidden@s3.example", "it names no bucket"),
        ("s3://key:hidden@s3.example/one/two", "or more than one"),
        ("s3://hidden@s3.example/bucket", "a key and its secret come together"),
        ("s3://key:hidden@s3.example:port/bucket", "its port is not a number"),
        ("s3://key:hidden@s3.example/bucket?acl=public-read", "only region and tls are known"),
        ("s3://key:hidden@s3.example/bucket?tls=no", "tls is neither true nor false"),
    ],
)
def test_an_address_that_is_none_is_named_without_its_secret(address: str, why: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL is not right") as refused:
        bucket.parse(address)
    assert why in str(refused.value)
    assert "hidden" not in str(refused.value)


def test_without_a_host_it_is_amazons_and_without_a_key_the_machines_role() -> None:
    found = bucket.parse("s3:///bradford?region=eu-west-2")
    assert (found["endpoint_url"], found["access_key"], found["region_name"]) == (None, None, "eu-west-2")
    assert bucket.parse("s3://s3.example/bradford")["endpoint_url"] == "https://s3.example"


@pytest.mark.django_db
def test_what_a_cut_off_import_left_in_the_bucket_goes_after_a_day(
    in_a_bucket: bucket.BucketStorage, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PACKAGE_FOLDER = tmp_path
    left = keeping.keep([b"of an import that was cut off"])
    assert sweeping.sweep() == 0
    monkeypatch.setattr(sweeping, "DAY", -sweeping.DAY)
    assert sweeping.sweep() == 1
    with pytest.raises(FileNotFoundError):
        keeping.opened(left)
