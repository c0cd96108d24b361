package io.forebay.mail;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/**
 * What a reader sees of an HTML part, as lines of text: paragraphs apart, list items with bullets, table cells side by side, quotes marked
 * with {@code >} as in plain mail; scripts, styles and hidden elements left out.
 *
 * @param imageCount images, tracking pixels included
 */
record HtmlText(String text, int imageCount) {
  private enum Role {
    SKIPPED,
    PARAGRAPH,
    LINE,
    BREAK,
    RULE,
    IMAGE,
    LINK,
    CELL,
    ITEM,
    QUOTE,
    INLINE
  }

  private static final Map<String, Role> ROLES = roles();

  /**
   * Renders.
   *
   * @param html of bounded length: the time is linear in it as long as the depth is bounded
   * @param depthMax nested elements; deeper ones are taken as siblings
   * @param linkHosts receives the hosts of links
   */
  static HtmlText of(String html, int depthMax, LinkHosts linkHosts) {
    Document document = Parser.htmlParser().setMaxDepth(depthMax).parseInput(html, "");
    Rendering rendering = new Rendering(html.length(), linkHosts);
    rendering.render(document);
    return new HtmlText(rendering.lines.toString(), rendering.images);
  }

  private static Map<String, Role> roles() {
    Map<String, Role> roles = new HashMap<>();
    put(roles, Role.SKIPPED, "head", "script", "style", "title", "template", "noscript", "object", "iframe", "select", "textarea", "svg", "math");
    put(roles, Role.PARAGRAPH, "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "table");
    put(roles, Role.LINE, "div", "tr", "dt", "dd", "section", "article", "header", "footer", "address", "center", "form", "fieldset");
    put(roles, Role.LINE, "figure", "figcaption", "main", "nav", "aside", "caption", "thead", "tbody", "body", "html");
    put(roles, Role.BREAK, "br");
    put(roles, Role.RULE, "hr");
    put(roles, Role.IMAGE, "img");
    put(roles, Role.LINK, "a", "area");
    put(roles, Role.CELL, "td", "th");
    put(roles, Role.ITEM, "li");
    put(roles, Role.QUOTE, "blockquote");
    return Map.copyOf(roles);
  }

  private static void put(Map<String, Role> roles, Role role, String... names) {
    for (String name : names) {
      roles.put(name, role);
    }
  }

  /** Walks the tree without recursion. */
  private static final class Rendering implements NodeVisitor {
    private final LineWriter lines;
    private final LinkHosts linkHosts;
    private int images;
    private int skippedDepth = -1;

    Rendering(int htmlLength, LinkHosts linkHosts) {
      this.lines = new LineWriter(htmlLength / 2);
      this.linkHosts = linkHosts;
    }

    void render(Document document) {
      document.traverse(this);
    }

    @Override
    public void head(Node node, int depth) {
      if (skippedDepth >= 0) {
        return;
      }
      if (node instanceof TextNode text) {
        lines.text(text.getWholeText(), isPreformatted(node));
      } else if (node instanceof Element element) {
        open(element, depth);
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (skippedDepth >= 0) {
        skippedDepth = depth == skippedDepth ? -1 : skippedDepth;
      } else if (node instanceof Element element) {
        close(element);
      }
    }

    private void open(Element element, int depth) {
      Role role = ROLES.getOrDefault(element.normalName(), Role.INLINE);
      if (role == Role.SKIPPED || isHidden(element)) {
        skippedDepth = depth;
        return;
      }
      switch (role) {
        case BREAK -> lines.lineBreak();
        case RULE -> lines.rule();
        case IMAGE -> images++;
        case LINK -> linkHosts.addLink(element.attr("href"));
        case CELL -> lines.cell();
        case ITEM -> lines.item();
        case LINE -> lines.line();
        case PARAGRAPH -> lines.paragraph();
        case QUOTE -> {
          lines.paragraph();
          lines.deepen(isQuote(element) ? 1 : 0);
        }
        default -> {}
      }
    }

    private void close(Element element) {
      switch (ROLES.getOrDefault(element.normalName(), Role.INLINE)) {
        case LINE, ITEM -> lines.line();
        case PARAGRAPH -> lines.paragraph();
        case QUOTE -> {
          lines.paragraph();
          lines.deepen(isQuote(element) ? -1 : 0);
        }
        default -> {}
      }
    }

    private static boolean isPreformatted(Node text) {
      return text.parent() instanceof Element parent && parent.normalName().equals("pre");
    }

    /** Mail programs mark their quotes; a blockquote of a newsletter is only an indentation. */
    private static boolean isQuote(Element blockquote) {
      return blockquote.attr("type").equalsIgnoreCase("cite")
          || blockquote.className().toLowerCase(Locale.ROOT).contains("quote")
          || blockquote.hasAttr("cite");
    }

    private static boolean isHidden(Element element) {
      if (element.hasAttr("hidden")) {
        return true;
      }
      String style = element.attr("style");
      return style.length() < 2_000 && isHidden(style.replace(" ", "").toLowerCase(Locale.ROOT));
    }

    private static boolean isHidden(String style) {
      return style.contains("display:none") || style.contains("visibility:hidden") || style.contains("mso-hide:all");
    }
  }

  /** Text on lines, blanks collapsed as a browser does. */
  private static final class LineWriter {
    private static final int QUOTE_DEPTH_MAX = 10;
    private static final char SOFT_HYPHEN = '\u00AD';
    private static final String RULE = "__________";

    private final StringBuilder lines;
    private int quoteDepth;
    private int breaks;
    private boolean blank;
    private boolean atStart = true;

    LineWriter(int capacity) {
      this.lines = new StringBuilder(Math.max(64, capacity));
    }

    void text(String text, boolean preformatted) {
      int at = 0;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (preformatted && c == '\n') {
          lineBreak();
          at++;
        } else if (isSpace(c)) {
          blank |= c != SOFT_HYPHEN;
          at++;
        } else {
          int end = at + 1;
          while (end < text.length() && !isSpace(text.charAt(end))) {
            end++;
          }
          write(text, at, end);
          at = end;
        }
      }
    }

    private static boolean isSpace(char c) {
      return TextLines.isBlank(c) || c == '\f' || c == SOFT_HYPHEN;
    }

    private void write(String text, int from, int to) {
      if (breaks > 0 || atStart) {
        startLine();
      } else if (blank) {
        lines.append(' ');
      }
      blank = false;
      lines.append(text, from, to);
    }

    private void startLine() {
      if (!lines.isEmpty()) {
        lines.append('\n');
        for (int i = 1; i < Math.min(breaks, 2); i++) {
          appendMarks();
          lines.append('\n');
        }
      }
      appendMarks();
      if (quoteDepth > 0) {
        lines.append(' ');
      }
      breaks = 0;
      atStart = false;
    }

    private void appendMarks() {
      lines.repeat('>', Math.min(quoteDepth, QUOTE_DEPTH_MAX));
    }

    void lineBreak() {
      breaks++;
      blank = false;
    }

    void line() {
      breaks = Math.max(breaks, 1);
      blank = false;
    }

    void paragraph() {
      breaks = Math.max(breaks, 2);
      blank = false;
    }

    void cell() {
      blank = true;
    }

    void item() {
      line();
      write("-", 0, 1);
      blank = true;
    }

    void rule() {
      line();
      write(RULE, 0, RULE.length());
      line();
    }

    /** Goes so many quotes deeper. */
    void deepen(int levels) {
      quoteDepth += levels;
    }

    @Override
    public String toString() {
      return lines.toString();
    }
  }
}
