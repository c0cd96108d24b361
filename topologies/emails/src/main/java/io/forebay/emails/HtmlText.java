package io.forebay.emails;

import java.util.Locale;
import java.util.Set;
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
  private static final Set<String> SKIPPED =
      Set.of("head", "script", "style", "title", "template", "noscript", "object", "iframe", "select", "textarea", "svg", "math");
  private static final Set<String> PARAGRAPHS = Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "blockquote", "table");
  private static final Set<String> LINES =
      Set.of(
          "div", "li", "tr", "dt", "dd", "section", "article", "header", "footer", "address", "center", "form", "fieldset", "figure",
          "figcaption", "main", "nav", "aside", "caption", "thead", "tbody", "body", "html", "td_block");

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
      String name = element.normalName();
      if (SKIPPED.contains(name) || isHidden(element)) {
        skippedDepth = depth;
        return;
      }
      switch (name) {
        case "br" -> lines.lineBreak();
        case "hr" -> lines.rule();
        case "img" -> images++;
        case "a", "area" -> linkHosts.addLink(element.attr("href"));
        case "td", "th" -> lines.cell();
        case "li" -> lines.item();
        default -> block(name);
      }
      if (name.equals("blockquote") && isQuote(element)) {
        lines.quoteBegins();
      }
    }

    private void close(Element element) {
      String name = element.normalName();
      block(name);
      if (name.equals("blockquote") && isQuote(element)) {
        lines.quoteEnds();
      }
    }

    private void block(String name) {
      if (PARAGRAPHS.contains(name)) {
        lines.paragraph();
      } else if (LINES.contains(name)) {
        lines.line();
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
      if (!element.hasAttr("style")) {
        return element.hasAttr("hidden");
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

    private final StringBuilder lines;
    private int quoteDepth;
    private int breaks;
    private boolean blank;
    private boolean atStart = true;

    LineWriter(int capacity) {
      this.lines = new StringBuilder(Math.max(64, capacity));
    }

    void text(String text, boolean preformatted) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (preformatted && c == '\n') {
          lineBreak();
        } else if (TextLines.isBlank(c) || c == '\f') {
          blank = true;
        } else if (c != '\u00AD') {
          write(c);
        }
      }
    }

    private void write(char c) {
      if (breaks > 0 || atStart) {
        startLine();
      } else if (blank) {
        lines.append(' ');
      }
      blank = false;
      lines.append(c);
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
      write('-');
      blank = true;
    }

    void rule() {
      line();
      for (int i = 0; i < 10; i++) {
        write('_');
      }
      line();
    }

    void quoteBegins() {
      quoteDepth++;
    }

    void quoteEnds() {
      quoteDepth--;
    }

    @Override
    public String toString() {
      return lines.toString();
    }
  }
}
