package dev.sallyport.control.identity.federation;

/// Why a token was not taken.
///
/// @param code stable; programs may rely on it
/// @param wanted what would have been right
/// @param got what was there, shortened and without anything that could draw on a terminal or break
///     a line
public record Refusal(Code code, String wanted, String got) {

  private static final int LONGEST = 120;

  public Refusal {
    got = plain(got);
  }

  /// Where in the examination a token failed.
  public enum Stage {
    TOKEN,
    ISSUER,
    KEY,
    SIGNATURE,
    TIME,
    AUDIENCE,
    CLAIMS
  }

  public enum Code {
    TOKEN_SIZE("token.size", Stage.TOKEN),
    TOKEN_MALFORMED("token.malformed", Stage.TOKEN),
    TOKEN_ENCRYPTED("token.encrypted", Stage.TOKEN),
    TOKEN_HEADER("token.header", Stage.TOKEN),
    TOKEN_TYPE("token.type", Stage.TOKEN),
    TOKEN_ALGORITHM("token.algorithm", Stage.TOKEN),
    ISSUER_UNKNOWN("issuer.unknown", Stage.ISSUER),
    KEY_ID("key.id", Stage.KEY),
    KEY_UNKNOWN("key.unknown", Stage.KEY),
    KEY_AMBIGUOUS("key.ambiguous", Stage.KEY),
    KEY_UNFIT("key.unfit", Stage.KEY),
    KEYS_UNAVAILABLE("keys.unavailable", Stage.KEY),
    SIGNATURE_WRONG("signature.wrong", Stage.SIGNATURE),
    TIME_FORM("time.form", Stage.TIME),
    TIME_EXPIRED("time.expired", Stage.TIME),
    TIME_EARLY("time.early", Stage.TIME),
    TIME_LIFETIME("time.lifetime", Stage.TIME),
    AUDIENCE_FORM("audience.form", Stage.AUDIENCE),
    AUDIENCE_WRONG("audience.wrong", Stage.AUDIENCE),
    CLAIM_MISSING("claim.missing", Stage.CLAIMS),
    CLAIM_FORM("claim.form", Stage.CLAIMS),
    CLAIM_CONTRADICTION("claim.contradiction", Stage.CLAIMS);

    private final String text;
    private final Stage stage;

    Code(String text, Stage stage) {
      this.text = text;
      this.stage = stage;
    }

    public String text() {
      return text;
    }

    public Stage stage() {
      return stage;
    }
  }

  private static String plain(String text) {
    var plain = new StringBuilder();
    for (int i = 0; i < text.length() && plain.length() < LONGEST; i++) {
      char c = text.charAt(i);
      plain.append(c >= ' ' && c <= '~' ? c : '?');
    }
    return text.length() > LONGEST ? plain.append("...").toString() : plain.toString();
  }
}
