package dev.sallyport.trust.log;

import dev.sallyport.trust.log.WitnessPolicy.Log;
import dev.sallyport.trust.log.WitnessPolicy.Member;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/// Reads a policy file (C2SP tlog-policy, "Policy file syntax and structure"). Names are octets:
/// the text is read as ISO 8859-1, so that each octet stays what it is, and only the names inside
/// keys are UTF-8.
final class PolicyParser {

  private static final int MAX_BYTES = 256 * 1024;

  /// Of logs, of witnesses and of groups each; the specification asks for 32 at least.
  private static final int MAX_EACH = 256;

  private static final String NONE = "none";

  private final List<Log> logs = new ArrayList<>();
  private final List<Member.Witness> witnesses = new ArrayList<>();
  private final Map<String, Member> members = new HashMap<>();
  private final Set<String> grouped = new HashSet<>();
  private boolean quorumSeen;
  private @Nullable Member quorum;
  private int groups;

  WitnessPolicy parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedLog("a policy of more than %d bytes".formatted(MAX_BYTES));
    }
    int number = 1;
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (int at = 0; at < text.length(); number++) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      try {
        line(text.substring(at, end));
      } catch (MalformedLog e) {
        throw new MalformedLog("policy line %d: %s".formatted(number, e.reason()));
      }
      at = end + 1;
    }
    if (!quorumSeen) {
      throw new MalformedLog("the policy has no quorum line");
    }
    return new WitnessPolicy(logs, witnesses, Optional.ofNullable(quorum));
  }

  private void line(String line) {
    if (line.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
      throw new MalformedLog("a control character");
    }
    var words = new ArrayList<String>();
    var tokens = new StringTokenizer(line, " \t");
    while (tokens.hasMoreTokens()) {
      words.add(tokens.nextToken());
    }
    if (words.isEmpty() || words.getFirst().startsWith("#")) {
      return;
    }
    switch (words.getFirst()) {
      case "log" -> log(words);
      case "witness" -> witness(words);
      case "group" -> group(words);
      case "quorum" -> quorum(words);
      default -> throw new MalformedLog("unknown keyword");
    }
  }

  private void log(List<String> words) {
    checkCount(words, 2, 3);
    var key = key(words.get(1), false);
    if (logs.stream().anyMatch(log -> log.key().samePublicKey(key))) {
      throw new MalformedLog("a second log with the same key");
    }
    checkLimit(logs.size());
    logs.add(new Log(key, url(words, 2)));
  }

  private void witness(List<String> words) {
    checkCount(words, 3, 4);
    var key = key(words.get(2), true);
    if (witnesses.stream().anyMatch(witness -> witness.key().samePublicKey(key))) {
      throw new MalformedLog("a second witness with the same key");
    }
    checkLimit(witnesses.size());
    var witness = new Member.Witness(words.get(1), key, url(words, 3));
    define(witness);
    witnesses.add(witness);
  }

  private void group(List<String> words) {
    checkCount(words, 4, 3 + 2 * MAX_EACH);
    var inside = new ArrayList<Member>();
    for (String name : words.subList(3, words.size())) {
      inside.add(defined(name));
      // Each witness counts towards the quorum in one way only.
      if (!grouped.add(name)) {
        throw new MalformedLog("a name is a member of a group twice");
      }
    }
    checkLimit(groups++);
    define(new Member.Group(words.get(1), threshold(words.get(2), inside.size()), inside));
  }

  private void quorum(List<String> words) {
    checkCount(words, 2, 2);
    if (quorumSeen) {
      throw new MalformedLog("a second quorum line");
    }
    quorumSeen = true;
    quorum = words.get(1).equals(NONE) ? null : defined(words.get(1));
  }

  private static int threshold(String word, int members) {
    long threshold =
        switch (word) {
          case "any" -> 1;
          case "all" -> members;
          default -> Decimal.parse(word, "threshold");
        };
    if (threshold < 1 || threshold > members) {
      throw new MalformedLog("a threshold of %d for %d members".formatted(threshold, members));
    }
    return (int) threshold;
  }

  /// "Log and witness keys must use a signature type appropriate" to what they are.
  private static NoteKey key(String octets, boolean witness) {
    var bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
    var key = NoteKey.parse(new String(bytes, StandardCharsets.UTF_8));
    if (key.algorithm().isCosignature() != witness) {
      throw new MalformedLog(
          "a key of type 0x%02x, which is not for a %s"
              .formatted(key.algorithm().type(), witness ? "witness" : "log"));
    }
    return key;
  }

  private Member defined(String name) {
    Member member = members.get(name);
    if (member == null) {
      throw new MalformedLog("a name that no line before defines");
    }
    return member;
  }

  private void define(Member member) {
    if (member.name().equals(NONE) || members.putIfAbsent(member.name(), member) != null) {
      throw new MalformedLog("a name that is taken");
    }
  }

  private static Optional<String> url(List<String> words, int at) {
    return words.size() > at ? Optional.of(words.get(at)) : Optional.empty();
  }

  private static void checkCount(List<String> words, int least, int most) {
    if (words.size() < least || words.size() > most) {
      throw new MalformedLog("a %s line of %d words".formatted(words.getFirst(), words.size()));
    }
  }

  private static void checkLimit(int count) {
    if (count >= MAX_EACH) {
      throw new MalformedLog("more than %d of a kind".formatted(MAX_EACH));
    }
  }
}
