package io.forebay.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<p>one</p><p>two</p> | one\\n\\ntwo",
        "one<br>two | one\\ntwo",
        "<div>one</div><div>two</div> | one\\ntwo",
        "<b>one</b> <i>two</i> | one two",
        "one<b>two</b> | onetwo",
        "<ul><li>one</li><li>two</li></ul> | - one\\n- two",
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table> | a b\\nc",
        "<pre>a\\n  b</pre> | a\\nb",
        "a&nbsp;&amp;&lt;b&gt;&eacute; | a &<b>é",
        "<style>p{}</style><script>x()</script><title>t</title>seen | seen",
        "<div style='display: none'>hidden</div>seen | seen",
        "<div hidden style='color: red'>hidden</div>seen | seen",
        "<blockquote type=cite>a<br>b</blockquote>c | > a\\n> b\\n\\nc",
        "<blockquote>only indented</blockquote> | only indented",
        "<p>unclosed <b>tags | unclosed tags",
        "no tags at all | no tags at all"
      })
  void showsWhatAReaderSees(String html, String text) {
    assertThat(HtmlText.of(html.replace("\\n", "\n"), 256, new LinkHosts(10)).text()).isEqualTo(text.replace("\\n", "\n"));
  }

  @Test
  void countsImagesAndLinkHosts() {
    LinkHosts hosts = new LinkHosts(3);

    HtmlText html =
        HtmlText.of(
            "<img src=a><IMG src=b><a href='http://user@A.example.com:8080/x'>x</a><a href=mailto:a@example.com>y</a>"
                + "<a href='//b.example.com'>z</a><a href='https://c.example.com?d'>z</a><a href='https://d.example.com'>z</a>",
            256,
            hosts);

    assertThat(html.imageCount()).isEqualTo(2);
    assertThat(hosts.hosts()).containsExactly("a.example.com", "b.example.com", "c.example.com");
  }

  @Test
  void findsLinkHostsInPlainText() {
    LinkHosts hosts = new LinkHosts(10);

    hosts.addLinksIn("See https://Example.com/a, http://b.example.org. or www.c.example.net (not awww.example or ://x)");

    assertThat(hosts.hosts()).containsExactly("example.com", "b.example.org", "www.c.example.net");
  }
}
