package io.forebay.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A text with the spans that somebody marked in it, as Presidio's evaluation files have them.
 *
 * @param text the text
 * @param spans what is marked; offsets count code points
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record LabelledText(@JsonProperty(value = "full_text", required = true) String text, @JsonProperty(value = "spans", required = true) List<Span> spans) {

  /**
   * One marked span.
   *
   * @param type the label, in Presidio's vocabulary
   * @param start offset of the first code point
   * @param end offset behind the last code point
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Span(
      @JsonProperty(value = "entity_type", required = true) String type,
      @JsonProperty(value = "start_position", required = true) int start,
      @JsonProperty(value = "end_position", required = true) int end) {}
}
