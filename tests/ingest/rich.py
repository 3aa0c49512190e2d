"""Documents that hold all that a format may hold between its words."""

from __future__ import annotations

from tests.ingest.files import docx, html, odt, p, pdf, rtf


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, result: str) -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}{run(result)}{end}"


def cell(*lines: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{"".join(map(p, lines))}</w:tc>'


def everything_docx() -> bytes:
    """A document with all that a Word document may hold between its words."""
    grid = '<w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    separators = "".join(
        f'<w:footnote w:id="{number}" w:type="{kind}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in enumerate(("separator", "continuationSeparator"))
    )
    note = '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> laughs</w:t></w:r></w:p></w:footnote>'
    begin, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    body = [
        f'<w:p>{run("Interv", "<w:b/>")}{run("iewer: ", "<w:b/>")}{run("Did it ")}<w:ins w:id="1" w:author="A">'
        f'{run("really ")}</w:ins><w:del w:id="2" w:author="A"><w:r><w:delText xml:space="preserve">gone </w:delText>'
        "</w:r></w:del>"
        f"{run('begin?')}</w:p>",
        f'<w:p>{run("P01: They were ")}{begin}{run("kind")}{end}<w:r><w:commentReference w:id="0"/></w:r><w:r>'
        f'<w:footnoteReference w:id="2"/></w:r>{run(" to us.")}</w:p>',
        f"<w:p>{run('see ')}{field('HYPERLINK &quot;http://example.org&quot;', 'the page')}{run(' once')}</w:p>",
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t><w:br/>"
        "<w:t>e</w:t></w:r></w:p>",
        f"<w:p>{run('not ')}{run('unseen ', '<w:vanish/>')}{run('shown')}</w:p>",
        f'<w:p><w:smartTag w:uri="u" w:element="place">{run("Paris")}</w:smartTag>{run(" tag")}</w:p>',
        f"<w:tbl>{grid}<w:tr>{cell('a1')}{cell('b1', 'more')}</w:tr><w:tr>{cell('a2')}{cell('b2')}</w:tr></w:tbl>",
        p("Ærø Здравствуйте Γειά שלום 采访者 あ नमस्ते مرحبا \U0001f600 end"),
        f'<w:p><w:moveFrom w:id="7" w:author="A">{run("went ")}</w:moveFrom>{run("stay ")}'
        f'<w:moveTo w:id="8" w:author="A">{run("went")}</w:moveTo></w:p>',
        p("last"),
    ]
    comment = f'<w:comment w:id="0" w:author="Ann" w:date="2024-01-02T03:04:05Z">{p("a comment")}</w:comment>'
    return docx("".join(body), footnotes=separators + note, comments=comment, header=p("page header"))


EVERYTHING_RTF = r"""
{\header\pard page header\par}{\info{\title T}}\pard\plain\b Interviewer:\b0  Did it {\revised really }
{\deleted gone }begin?\par
P01: They were {\*\atrfstart 0}kind{\*\atrfend 0}{\*\atnid A}{\*\atnauthor Ann}\chatn
{\*\annotation{\*\atnref 0}{\*\atndate 1}\pard a comment\par}{\super\chftn}
{\footnote\pard{\super\chftn} laughs\par} to us.\par
see {\field{\*\fldinst HYPERLINK x}{\fldrslt the page}} once\par
a\tab b\_c\-d\line e {\v unseen }\u1079\'e7 \uc2\u8364\'80\'80\uc1\par
{\listtext 1.\tab}item\par
\trowd\cellx100\cellx200\pard\intbl a1\cell b1\par more\cell\row
\trowd\pard\intbl a2\cell\pard\intbl\itap2 in\nestcell{\*\nesttableprops\trowd\nestrow}
{\nonesttables\par}\pard\intbl b2\cell\row\pard
{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard boxed\par}}}{\pict 0123}{\upr{a}{\*\ud{\u945 ?}}} last\par
"""

# Richer files for breaking; the short ones are in `files.py`.
RICH: dict[str, bytes] = {
    "docx": everything_docx(),
    "odt": odt(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:h>Interview</text:h>"
        '<text:p>I: so<office:annotation office:name="1"><text:p>a comment</text:p></office:annotation> fine'
        '<office:annotation-end office:name="1"/><text:s text:c="3"/><text:tab/>x<text:line-break/>y</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>"
        '</table:table><text:p>P01: <text:note text:note-class="footnote"><text:note-body><text:p>laughs</text:p>'
        "</text:note-body></text:note><draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>"
        "yes</text:p>"
    ),
    "rtf": rtf(EVERYTHING_RTF),
    "pdf": pdf(
        *(
            ("Study of shops", "I: How did it", "begin?", f"P01: In {year}, with a co-", "operative shop.", f"{page}")
            for page, year in enumerate(range(1990, 2000), 1)
        )
    ),
    "html": html(
        "<h1>Interview</h1><p><b>I:</b> so&nbsp;it&#8217;s <i>fine</i><br>then</p><table><tr><th>a<th>b<tr><td><p>c<p>d"
        "<td><table><tr><td>e</table></table><ul><li>P01: yes<li>no</ul><pre>I: x\n  y</pre><del>gone</del>"
        '<div style="display:none">unseen</div><script>1</script><!-- c --><o:p></o:p>'
    ),
}
