"""PDFs as strangers send them: plain teal pages, with whatever else hides in one."""

import io

import pypdf

INFO = b"<< /Author (planted-author) /Title (planted-title) >>"


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, the first its catalogue. Readers find them without a table."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<< /Root 1 0 R " + trailer + b" >>\n%%EOF\n"


def stream(content: bytes, about: bytes = b"") -> bytes:
    """An object with content."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), about, content)


def letter(pages: int = 1, width: int = 595, height: int = 842) -> bytes:
    """Teal pages with a script, a link, a program attached, an author and a title."""
    hidden = (
        b"/OpenAction << /S /JavaScript /JS (app.alert\\('planted-script'\\)) >>"
        b" /Names << /EmbeddedFiles << /Names [(planted.exe) 4 0 R] >> >>"
    )
    link = b"<< /Type /Annot /Subtype /Link /Rect [0 0 50 50] /A << /S /URI /URI (https://planted.example/) >> >>"
    first = 6
    kids = b" ".join(b"%d 0 R" % (first + number) for number in range(pages))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 3 0 R /Annots [%s] >>" % (width, height, link)
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R " + hidden + b" >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        stream(b"0 0.5 0.5 rg 0 0 %d %d re f" % (width, height)),
        b"<< /Type /Filespec /F (planted.exe) /EF << /F 5 0 R >> >>",
        stream(b"MZ planted-program", b"/Type /EmbeddedFile"),
        *(page for _ in range(pages)),
        INFO,
        trailer=b"/Info %d 0 R" % (first + pages),
    )


def locked(password: str) -> bytes:
    """A letter that opens with a password."""
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.encrypt(password, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def form(words: str) -> bytes:
    """A page with one field, filled in, and no drawing of it."""
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (worry) /V (%s) /Rect [20 20 280 60] /F 4 /DA (/Helv 12 Tf 0 g) >>"
    fields = b"<< /Fields [4 0 R] /NeedAppearances true /DA (/Helv 12 Tf 0 g) /DR << /Font << /Helv 5 0 R >> >> >>"
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm " + fields + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Annots [4 0 R] >>",
        field % words.encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def bomb() -> bytes:
    """A page that draws a form two thousand times, which draws another two thousand times, eight deep."""
    again, depth, first = b"/F Do " * 2000, 8, 4
    box = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800]"
    drawings = [
        stream(again, box + b" /Resources << /XObject << /F %d 0 R >> >>" % (first + number + 1))
        for number in range(depth)
    ]
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>",
        *drawings,
        stream(b"0 0 600 800 re f", box),
    )
