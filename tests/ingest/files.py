"""Small transcripts of every kind, built from the XML or text they consist of."""

from __future__ import annotations

import io
import re
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_DECLARED = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("svg", "svg-compatible"),
    )
)


def archive(parts: dict[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def p(text: str) -> str:
    """A paragraph of one run."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body: str, *, main: str = "word/document.xml", strict: bool = False, **parts: str) -> bytes:
    """A Word document. Further parts are named by their kind: comments, footnotes, endnotes, header, footer."""
    space, relations = (W_STRICT, RELATIONS_STRICT) if strict else (W, RELATIONS)
    folder, name = main.rsplit("/", 1)
    ids = enumerate(parts)
    links = "".join(f'<Relationship Id="r{i}" Type="{relations}/{kind}" Target="{kind}.xml"/>' for i, kind in ids)
    content = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/'
            f'{main}" ContentType="{_MAIN_TYPE}"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{relations}/officeDocument" '
            f'Target="{main}"/></Relationships>'
        ),
        main: f'<w:document xmlns:w="{space}" {_DECLARED}><w:body>{body}</w:body></w:document>',
        f"{folder}/_rels/{name}.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
    }
    roots = {"header": "hdr", "footer": "ftr"}
    for kind, inner in parts.items():
        root = roots.get(kind, kind)
        content[f"{folder}/{kind}.xml"] = f'<w:{root} xmlns:w="{space}" {_DECLARED}>{inner}</w:{root}>'
    return archive(dict(content))


def odt(body: str, *, styles: str = "", manifest: str = "") -> bytes:
    """An OpenDocument text."""
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<office:document-content {_ODF}><office:body><office:text>{body}</office:text></office:body>"
                "</office:document-content>"
            ),
            "styles.xml": f"<office:document-styles {_ODF}>{styles}</office:document-styles>",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )


SPOKEN = ("I: How did it begin?", "P01: With a phone call.", "I: And then?", "P01: Then we met \u2013 twice.")
VTT = """WEBVTT

1
00:00:01.000 --> 00:00:03.000
I: How did it begin?

2
00:00:03.500 --> 00:00:06.000
P01: With a phone call.

3
00:00:06.500 --> 00:00:07.500
I: And then?

4
00:00:08.000 --> 00:00:10.000
P01: Then we met \u2013 twice.
"""
SRT = re.sub(r"(:\d\d)\.(\d{3})", r"\1,\2", VTT.removeprefix("WEBVTT\n\n"))

# One good file of every format, all of the same four turns.
GOOD: dict[str, bytes] = {
    "docx": docx("".join(map(p, SPOKEN))),
    "odt": odt("".join(f"<text:p>{line}</text:p>" for line in SPOKEN)),
    "vtt": VTT.encode(),
    "srt": SRT.encode(),
    "txt": "\n".join(SPOKEN).encode(),
}
