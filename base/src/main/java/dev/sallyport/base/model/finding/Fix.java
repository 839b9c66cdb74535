package dev.sallyport.base.model.finding;

import java.util.List;

/// One way to mend a finding: edits that belong together.
///
/// @param title what it does, as an order ("Pass the title through an environment variable")
/// @param explanation why these edits and what to check; empty when the title says it all
public record Fix(String title, Safety safety, String explanation, List<Edit> edits) {

  public Fix {
    edits = List.copyOf(edits);
    if (edits.isEmpty()) {
      throw new IllegalArgumentException("a fix without edits: " + title);
    }
  }
}
