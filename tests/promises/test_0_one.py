import pytest
from django.test import Client
@pytest.mark.django_db
def test_x():
    for a in ("/en/topics/county-lines/", "/en/"):
        r = Client(HTTP_HOST="localhost").get(a); print(r.status_code)
