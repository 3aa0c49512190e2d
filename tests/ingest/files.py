"""Small transcripts of every kind, built from the XML or text they consist of."""

from __future__ import annotations

import io
import json
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
        ("fo", "xsl-fo-compatible"),
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

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx(rows: str, *, shared: str = "", styles: str = "") -> bytes:
    """A workbook of one sheet, from the XML of its rows."""
    links = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            (("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "shared.xml"), ("styles", "styles.xml")), 1
        )
    )
    return archive(
        {
            "[Content_Types].xml": f'<Types><Default Extension="xml" ContentType="{_SHEET}.sheet"/></Types>',
            "_rels/.rels": (
                f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" '
                'Target="xl/workbook.xml"/></Relationships>'
            ),
            "xl/workbook.xml": (
                f'<workbook xmlns="{_SHEETS}" xmlns:r="{RELATIONS}"><sheets><sheet name="Talk" sheetId="1" r:id="r1"/>'
                "</sheets></workbook>"
            ),
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEETS}"><sheetData>{rows}</sheetData></worksheet>',
            "xl/shared.xml": f'<sst xmlns="{_SHEETS}">{shared}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{_SHEETS}">{styles}</styleSheet>',
        }
    )


def rtf(body: str, *, head: str = "\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}}") -> bytes:
    """A rich text document; bytes beyond ASCII are written as characters up to U+00FF."""
    return f"{{\\rtf1{head}{body}}}".encode("latin-1")


def html(body: str, *, head: str = '<meta charset="utf-8">') -> bytes:
    """A web page in UTF-8."""
    return f"<!DOCTYPE html>\n<html><head><title>x</title>{head}</head><body>{body}</body></html>".encode()


def pdf(*pages: tuple[str, ...], size: int = 10) -> bytes:
    """A PDF with lines of text in a typewriter font; an empty page has none. Lines stand one below the other."""
    font = 3 + 2 * len(pages)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{3 + 2 * n} 0 R' for n in range(len(pages)))}]>>".encode(),
    ]
    for number, lines in enumerate(pages):
        shown = b"".join(
            f"1 0 0 1 72 {770 - 14 * place} Tm (".encode() + _pdf_string(line) + b") Tj "
            for place, line in enumerate(lines)
        )
        stream = f"BT /F1 {size} Tf ".encode() + shown + b"ET"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {4 + 2 * number} 0 R"
            f"/Resources<</Font<</F1 {font} 0 R>>>>>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>")
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (count, table, count, len(data))
    )


def _pdf_string(line: str) -> bytes:
    return re.sub(rb"([()\\\\])", rb"\\\1", line.encode("cp1252"))


def xlsx_rows(*rows: tuple[str, ...]) -> str:
    """The XML of rows of text."""
    cells = ["".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) for row in rows]
    return "".join(f'<row r="{line}">{row}</row>' for line, row in enumerate(cells, 1))


def ods(rows: str, *, manifest: str = "") -> bytes:
    """An OpenDocument spreadsheet of one sheet, from the XML of its rows."""
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": (
                f"<office:document-content {_ODF}><office:body><office:spreadsheet>"
                f'<table:table table:name="Talk">{rows}</table:table>'
                "</office:spreadsheet></office:body></office:document-content>"
            ),
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )


def ods_rows(*rows: tuple[str, ...]) -> str:
    """The XML of rows of text."""
    cells = ["".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row) for row in rows]
    return "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)


TURNS = (("Speaker", "Text"), *(tuple(line.split(": ", 1)) for line in SPOKEN))
SPEECH = [
    {"id": number, "start": 3.0 * number, "end": 3.0 * number + 2, "text": f" {line}"}
    for number, line in enumerate(SPOKEN)
]

# One good file of every format, all of the same four turns.
GOOD: dict[str, bytes] = {
    "docx": docx("".join(map(p, SPOKEN))),
    "odt": odt("".join(f"<text:p>{line}</text:p>" for line in SPOKEN)),
    "rtf": rtf("".join(f"{line}\\par\n" for line in SPOKEN).replace("\u2013", "\\u8211\\'96")),
    "pdf": pdf(SPOKEN),
    "html": html("".join(f"<p>{line}</p>" for line in SPOKEN)),
    "vtt": VTT.encode(),
    "srt": SRT.encode(),
    "json": json.dumps({"text": "", "segments": SPEECH, "language": "en"}, ensure_ascii=False, indent=1).encode(),
    "xlsx": xlsx(xlsx_rows(*TURNS)),
    "ods": ods(ods_rows(*TURNS)),
    "csv": "\n".join(",".join(row) for row in TURNS).encode(),
    "txt": "\n".join(SPOKEN).encode(),
}
