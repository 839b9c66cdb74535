package dev.sallyport.scan.ci.github.facts;

import java.util.List;
import java.util.Optional;

/// A published advisory on an action, or a known takeover of its tags.
///
/// @param id `GHSA-…` or `CVE-…`; empty for a takeover that has none
/// @param aliases other ids of the same thing
/// @param action `owner/repo`, with a path where the record has one
/// @param published ISO date; empty where the source gives none
/// @param window when tags were moved, in the source's words; empty unless `kind` says so
/// @param cvss vector; empty where there is none
/// @param cwe `CWE-…` ids
/// @param source address of the record
/// @param summary a few words
public record Advisory(
    String id,
    List<String> aliases,
    String action,
    Kind kind,
    String published,
    String window,
    String cvss,
    List<String> cwe,
    String source,
    String summary) {

  /// What is wrong: the code of some versions, or where their tags pointed for a time.
  public enum Kind {
    VULNERABLE_VERSIONS,
    TAGS_MOVED
  }

  public Advisory {
    aliases = List.copyOf(aliases);
    cwe = List.copyOf(cwe);
  }

  /// The id, or for a takeover without one a short description that a message can use.
  public String label() {
    return id.isEmpty() ? "tag takeover of " + published : id;
  }

  /// The CVE id, if there is one.
  public Optional<String> cve() {
    return id.startsWith("CVE-")
        ? Optional.of(id)
        : aliases.stream().filter(alias -> alias.startsWith("CVE-")).findFirst();
  }
}
