def test_x(db, client, comms_editor):
    from pathlib import Path
    out=Path("/tmp/probe/html"); out.mkdir(exist_ok=True)
    for name,addr in {"ur":"/ur/","gl":"/ur/guidance/sharing-information/","unk":"/xx/","unkp":"/ur/nope/","fr":"/fr/topics/","s":"/en/search/?query=taxi", "s0":"/ur/search/?query=qqzz","n":"/no-such/"}.items():
        r = client.get(addr); print(name, addr, r.status_code, r.headers.get("Content-Language"), r.headers.get("location"))
        (out/f"{name}.html").write_bytes(r.content)
    from wagtail.models import Page
    p=Page.objects.get(slug="spot-the-thread",locale__language_code="en")
    for name,addr in {"edit":f"/admin/pages/{p.pk}/edit/","alert":"/admin/snippets/pages/alert/add/","voices":"/admin/voices/","facts":"/admin/snippets/pages/fact/","svc":"/admin/snippets/signposting/service/"}.items():
        r = comms_editor.client.get(addr); print(name, addr, r.status_code, r.headers.get("location"))
        (out/f"{name}.html").write_bytes(r.content)
    assert 0
