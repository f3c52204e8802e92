import pytest

from deskhand.mail.plain import to_text


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div>two<br>three</div>", "one\ntwo\nthree"),
        ("one\n   two&nbsp;&amp; three", "one two\xa0& three"),
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
    ],
)
def test_html_reads_well_as_text(document: str, text: str) -> None:
    assert to_text(document) == text
