package dev.sallyport.scan.flow;

import dev.sallyport.scan.syntax.program.Node;
import java.util.List;
import java.util.Set;

/// What well-known functions and methods of JavaScript and Python make of a text.
final class ProgramLibrary {
  /// Methods whose result does not hold the text that they are called on.
  static final Set<String> ENDS =
      Set.of(
          "length",
          "includes",
          "startsWith",
          "endsWith",
          "startswith",
          "endswith",
          "test",
          "indexOf",
          "some",
          "every",
          "has",
          "count",
          "findIndex",
          "isdigit",
          "isalnum",
          "isalpha",
          "status",
          "keys",
          "size",
          "getTime",
          "returncode");

  /// Calls that leave nothing dangerous of their argument.
  static final Set<String> CLEANS =
      Set.of(
          "parseInt",
          "Number",
          "Boolean",
          "encodeURIComponent",
          "encodeURI",
          "int",
          "len",
          "bool",
          "float",
          "shlex.quote",
          "quote",
          "pipes.quote",
          "urllib.parse.quote",
          "Number.parseInt",
          "hash",
          "isinstance");

  /// Calls whose result holds their argument.
  static final Set<String> PASSES =
      Set.of(
          "String",
          "JSON.stringify",
          "JSON.parse",
          "str",
          "repr",
          "json.loads",
          "json.dumps",
          "Buffer.from",
          "format",
          "list",
          "sorted",
          "Array.from",
          "Object.values",
          "Object.assign",
          "html.escape",
          "util.promisify",
          "promisify",
          "path.join",
          "os.path.join",
          "Promise.all",
          "fetch",
          "requests.get",
          "reversed",
          "set",
          "tuple",
          "enumerate",
          "structuredClone",
          "bytes",
          "core.toPlatformPath",
          "os.path.expandvars");

  private ProgramLibrary() {}

  /// A file that Python opens: what is written to it goes there.
  static String opened(String name, List<ProgramValue> arguments) {
    if (!name.equals("open") || arguments.isEmpty()) {
      return "";
    }
    return arguments.getFirst().symbol().isEmpty() ? "" : "file:" + arguments.getFirst().symbol();
  }

  /// `x.match(/v([0-9]+)/)`: groups of a pattern that matches harmless text only.
  static boolean picks(String method, List<ProgramValue> arguments) {
    if (arguments.isEmpty() || !(method.equals("match") || method.equals("matchAll"))) {
      return false;
    }
    String pattern = arguments.getFirst().symbol();
    return pattern.startsWith(ProgramFlow.PATTERN) && !RegexRange.isWide(pattern.substring(1));
  }

  /// `x.replace(/[^a-z0-9]/g, '')`.
  static boolean cleans(String method, Node.Call call) {
    return (method.equals("replace") || method.equals("replaceAll"))
        && !call.arguments().isEmpty()
        && call.arguments().getFirst() instanceof Node.Pattern(var _, String pattern)
        && pattern.startsWith("[^")
        && pattern.indexOf('.') < 0
        && pattern.indexOf("\\s") < 0;
  }
}
