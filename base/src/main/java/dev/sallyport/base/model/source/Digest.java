package dev.sallyport.base.model.source;

/// Content named by its SHA-256, in the form that registries and attestations use.
///
/// @param value `sha256:` and 64 lower-case hexadecimal digits
public record Digest(String value) implements Comparable<Digest> {

  private static final String PREFIX = "sha256:";
  private static final int LENGTH = PREFIX.length() + 64;

  public Digest {
    if (!isDigest(value)) {
      throw new IllegalArgumentException("a digest is sha256: and 64 hexadecimal digits");
    }
  }

  public static boolean isDigest(String text) {
    return text.length() == LENGTH
        && text.startsWith(PREFIX)
        && text.chars()
            .skip(PREFIX.length())
            .allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
  }

  @Override
  public int compareTo(Digest other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
