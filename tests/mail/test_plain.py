import pytest

from deskhand.mail.plain import to_text


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div>two<br>three</div>", "one\ntwo\nthree"),
        ("one\n   two&nbsp;&amp; three", "one two & three"),
        ("<ul><li>a<li>b<ol><li>c<li><p>d</p></ol></ul>", "- a\n- b\n  1. c\n  2. d"),
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", "a | b\n1 | 2"),
        ("<pre>a\n  b</pre>c", "a\n  b\n\nc"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n>\n> > b\n\nc"),
        ("<p>top</p><blockquote><p>a</p></blockquote><p>b</p>", "top\n\n> a\n\nb"),
        ('<a href="https://x.example/">x.example</a>', "x.example"),
        ('<a href="mailto:a@b.example">a@b.example</a>', "a@b.example"),
        ('<a href="https://x.example">here</a>', "here <https://x.example>"),
        ('<a href="https://x.example"><img src="x"></a>', ""),
        ('<a href="javascript:x">here</a>', "here"),
        ('<img alt="smile" src="x">', "smile"),
        ("<script>x<p></script><style>y</style><title>z</title>a", "a"),
        ("<!-- hidden --><![CDATA[x]]>a < b <3", "a < b <3"),
        ("2023<div>x</div>", "2023\nx"),
        ("a&#99999999999;b&#xD800;c", "a\ufffdb\ufffdc"),
        ("one\u200b\ufefftwo", "onetwo"),
        ("<p>text that is <b", "text that is"),
        # gaps
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("<div>a</div><div>&nbsp;</div><div>b</div>", "a\n\nb"),
        ("a<br><br><br><br>b<br>", "a\n\nb"),
        ("a<br></div><div>b", "a\nb"),
        ("<p>a</p>\n<br>\n<p>&nbsp;</p><p></p><p>b</p>", "a\n\nb"),
        ("<blockquote>a<br><br><br><br>b</blockquote>", "> a\n>\n> b"),
        ("<h1>Title</h1>text<hr>more", "Title\n\ntext\n---\nmore"),
        # Outlook's paragraphs are lines
        (
            "<p class=MsoNormal>a</p><p class=MsoNormal>b</p>"
            "<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>c</p>",
            "a\nb\n\nc",
        ),
        ("<p style='margin:0cm 0cm 8pt'>a</p><p style='margin: 0'>b</p><p>c</p>", "a\nb\n\nc"),
        ("<style> P {margin-top:0;margin-bottom:0;} </style><p>a</p><p>b</p>", "a\nb"),
        ("<style>p.x {margin:0} .p{margin:0} p{margin:0.5em}</style><p>a</p><p>b</p>", "a\n\nb"),
        (
            "<p class=MsoListParagraph><span>·<span>&nbsp;&nbsp;&nbsp; </span></span>a</p>"
            "<p class=MsoListParagraph><span>·<span>&nbsp;&nbsp;&nbsp; </span></span>b</p>",
            "- a\n- b",
        ),
        ("<p class=MsoListParagraph>1.<span>&nbsp;&nbsp;&nbsp; </span>a</p>", "1. a"),
        # lists
        ("<ol start=3><li>a<li><div>b</div><div>c</div></ol>d", "3. a\n4. b\nc\n\nd"),
        ("<ol><li>a<li value=7>b<li>c</ol>", "1. a\n7. b\n8. c"),
        ("x<ul><li>a</li><li></li><li>b</li></ul>y", "x\n\n- a\n- b\n\ny"),
        # tables
        (
            "<table><tr><td><p>a</p></td><td><p>b</p></td></tr>"
            "<tr><td><div>1</div></td><td><br></td><td>2</td><td></td></tr></table>c",
            "a | b\n1 | | 2\n\nc",
        ),
        ("<table><tr><th>From: </th><td>Jane</td></tr></table>", "From: Jane"),
        (
            "<table><tr><td><p>one</p><p>two</p></td><td>three</td></tr></table>",
            "one\n\ntwo\n\nthree",
        ),
        (
            "<table><tr><td><table><tr><td>a<td>b</table></td></tr><tr><td>c</td></tr></table>",
            "a | b\nc",
        ),
        # links
        ('<a href="https://www.x.example/">http://x.example</a>', "http://x.example"),
        ('<a href="https://x.example"><div>here</div></a>!', "here <https://x.example>\n!"),
        ('a <a href="mailto:j@x.example">Jane</a> b', "a Jane <mailto:j@x.example> b"),
        (
            '<a href="https://eur01.safelinks.protection.outlook.com/?url='
            'https%3A%2F%2Fx.example%2Fa&amp;data=05">here</a>',
            "here <https://x.example/a>",
        ),
        # what nobody sees
        ('<div style="display: none">preview</div>a', "a"),
        ('<span style="opacity:0">preview</span><p style="opacity:0.8">a', "a"),
        ('<div style="max-height:0px;overflow:hidden">preview</div>a', "a"),
        ('<div style="visibility:hidden">preview</div>a', "a"),
        ("a<xml><o:PixelsPerInch>96</o:PixelsPerInch></xml>", "a"),
        ("<div>\u200c&nbsp;\u200c&nbsp;</div>a", "a"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        # spaces that count
        (
            '<div style="white-space: pre-wrap">a\n  b<div>c</div>d\ne</div>f\ng',
            "a\n  b\nc\nd\ne\nf g",
        ),
        ('a<span style="white-space:pre">\t</span>b', "a\tb"),
    ],
)
def test_html_reads_well_as_text(document: str, text: str) -> None:
    assert to_text(document) == text
