def test_x(db, client):
    r = client.get("/ur/", headers={"host":"localhost"})
    assert r.status_code == 200
