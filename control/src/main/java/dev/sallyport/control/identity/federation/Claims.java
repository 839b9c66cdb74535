package dev.sallyport.control.identity.federation;

import dev.sallyport.control.identity.federation.Refusal.Code;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The claims of a token, asked for by name and type. A claim of another type is refused, never
/// converted.
final class Claims {

  private static final int LONGEST = 1_024;

  private final Value.Members members;

  Claims(Value.Members members) {
    this.members = members;
  }

  String text(String name) throws Refused {
    String text = findText(name);
    if (text == null || text.isEmpty()) {
      throw new Refused(Code.CLAIM_MISSING, "the claim '%s'".formatted(name), "none");
    }
    return text;
  }

  /// Absent and empty are one: issuers send empty texts for what does not apply.
  @Nullable String findText(String name) throws Refused {
    Value value = members.members().get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Value.Text(String text))) {
      throw new Refused(Code.CLAIM_FORM, "'%s' as a text".formatted(name), value.kind());
    }
    if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
      throw new Refused(
          Code.CLAIM_FORM,
          "'%s' of at most %d characters on one line".formatted(name, LONGEST),
          text);
    }
    return text.isEmpty() ? null : text;
  }

  boolean has(String name) {
    return members.members().containsKey(name);
  }

  /// A whole number from 0 on, exactly.
  long number(String name) throws Refused {
    Value value = members.members().get(name);
    if (value instanceof Value.Whole(long number) && number >= 0) {
      return number;
    }
    throw new Refused(
        value == null ? Code.CLAIM_MISSING : Code.CLAIM_FORM,
        "'%s' as a whole number".formatted(name),
        value == null ? "none" : value.kind());
  }

  String text(String name, Predicate<String> valid, String wanted) throws Refused {
    return checked(name, text(name), valid, wanted);
  }

  @Nullable String findText(String name, Predicate<String> valid, String wanted) throws Refused {
    String text = findText(name);
    return text == null ? null : checked(name, text, valid, wanted);
  }

  /// An id that its issuer sends as at most 18 decimal digits in a text.
  String id(String name) throws Refused {
    return text(name, Claims::isId, "decimal digits");
  }

  @Nullable String findId(String name) throws Refused {
    return findText(name, Claims::isId, "decimal digits");
  }

  /// A truth that its issuer sends as the text `true` or `false`.
  @Nullable Boolean findTruthText(String name) throws Refused {
    String text = findText(name, List.of("true", "false")::contains, "\"true\" or \"false\"");
    return text == null ? null : text.equals("true");
  }

  private static String checked(String name, String text, Predicate<String> valid, String wanted)
      throws Refused {
    if (valid.test(text)) {
      return text;
    }
    throw new Refused(Code.CLAIM_FORM, "'%s' as %s".formatted(name, wanted), text);
  }

  private static boolean isId(String text) {
    return text.length() <= 18
        && text.charAt(0) != '0'
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  static boolean isCommit(String text) {
    return (text.length() == 40 || text.length() == 64)
        && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
  }
}
