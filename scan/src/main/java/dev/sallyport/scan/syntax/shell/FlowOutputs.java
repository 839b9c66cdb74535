package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.FlowUses.Flow;
import dev.sallyport.scan.syntax.shell.FlowUses.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What commands print, and the files that takes it to.
final class FlowOutputs<T> {
  private final FlowEngine<T> engine;
  private final FlowState<T> state;
  private final FlowUses<T> uses;
  private final EnvFileWrites.Found env;
  private final Map<WordPart, EnvFileWrite> envParts;

  FlowOutputs(FlowEngine<T> engine, EnvFileWrites.Found env, Map<WordPart, EnvFileWrite> envParts) {
    this.engine = engine;
    this.state = engine.state;
    this.uses = engine.uses;
    this.env = env;
    this.envParts = envParts;
  }

  static boolean prints(SimpleCommandView view) {
    return view.is("echo", "printf", "write-output", "write-host");
  }

  /// What of its arguments a command that prints lets through: `%q` quotes them.
  static <T> Taint<T> printed(SimpleCommandView view, Taint<T> taint) {
    if (!view.is("printf")) {
      return taint;
    }
    Filters.Effect effect = Filters.printf(view.arguments());
    return effect.passes() == Filters.Passes.NOTHING ? Taint.none() : taint.as(effect.form());
  }

  /// Of `< <(command)`, what the command prints.
  Taint<T> substituted(List<Flow<T>> target) {
    Taint<T> taint = Taint.none();
    for (Flow<T> flow : target) {
      if (flow.part() instanceof WordPart.ProcessSubstitution) {
        taint = taint.and(flow.taint());
      }
    }
    return taint;
  }

  Taint<T> output(FlowCall<T> call) {
    SimpleCommandView view = call.view();
    Taint<T> marked =
        engine
            .marks
            .output()
            .apply(view)
            .map(label -> Taint.of(label, engine.marks.form().apply(label)))
            .orElseGet(Taint::none);
    Filters.Effect effect = Filters.of(view, engine.reader(call.dialect()));
    Taint<T> passed =
        switch (effect.passes()) {
          case NOTHING, UNKNOWN -> Taint.none();
          case ARGUMENTS -> escaped(view, call.all());
          case INPUT -> input(call);
          case BOTH -> input(call).and(call.all());
        };
    Taint<T> formed = through(view, passed).as(effect.form());
    return marked(marked, effect).and(effect.decodes() ? formed.decoded() : formed);
  }

  /// A filter that names the marked file itself does the same to it as to its input.
  private Taint<T> marked(Taint<T> marked, Filters.Effect effect) {
    return switch (effect.passes()) {
      case NOTHING -> Taint.none();
      case UNKNOWN -> marked;
      // Who marks what an encoder prints means the encoded text.
      case ARGUMENTS, INPUT, BOTH ->
          effect.form() == Form.ENCODED ? marked : marked.as(effect.form());
    };
  }

  /// What a filter leaves of each mark; a mark that it changes begins anew with its own form.
  private Taint<T> through(SimpleCommandView view, Taint<T> taint) {
    Taint<T> left = Taint.none();
    for (Map.Entry<T, Form> entry : taint.labels().entrySet()) {
      T label = engine.marks.through().apply(view, entry.getKey()).orElse(null);
      if (label != null) {
        boolean same = label.equals(entry.getKey());
        left =
            left.and(Taint.of(label, same ? entry.getValue() : engine.marks.form().apply(label)));
      }
    }
    return left;
  }

  /// `echo -e` and dash's `echo` turn `\n` in a value into a line break.
  Taint<T> escaped(SimpleCommandView view, Taint<T> taint) {
    boolean decodes =
        view.is("echo")
            && (view.dialect() == Dialect.SH
                || view.arguments().stream().limit(2).anyMatch(w -> w.is("-e") || w.is("-ne")));
    if (!decodes) {
      return taint;
    }
    Taint<T> raw = Taint.none();
    for (Map.Entry<T, Form> entry : taint.labels().entrySet()) {
      boolean line = entry.getValue() == Form.SINGLE_LINE;
      raw = raw.and(Taint.of(entry.getKey(), line ? Form.RAW : entry.getValue()));
    }
    return raw;
  }

  /// Standard input, or the files among the operands: those that the script wrote itself.
  Taint<T> input(FlowCall<T> call) {
    Taint<T> taint = call.stdin();
    for (Word word : call.view().arguments()) {
      taint = taint.and(word.literal().map(state::file).orElseGet(Taint::none));
    }
    for (List<Flow<T>> flows : call.arguments()) {
      taint = taint.and(substituted(flows));
    }
    return taint;
  }

  /// What is left of the output for whoever reads it, once files got their part.
  Taint<T> redirected(SimpleCommandView view, Taint<T> out, boolean reported) {
    if (env.writers().contains(view)) {
      EnvFileWrite write = envParts.get(env.unknown().get(view));
      if (write != null) {
        uses.add(Site.of(UseKind.ENV_FILE, view.span(), view).write(write), out);
      }
      return view.outputFile().isPresent() ? Taint.none() : out;
    }
    for (Word file : OutputFiles.of(view)) {
      written(view, file, out, true, false);
    }
    Optional<Redirect> redirect = view.outputFile();
    if (redirect.isEmpty()) {
      return out;
    }
    for (WordPart part : redirect.get().target().leaves()) {
      if (part instanceof WordPart.ProcessSubstitution(var _, boolean input, Script body)
          && !input) {
        engine.isolated(body.statements(), out, body.dialect());
      }
    }
    boolean append =
        redirect.get().operator() == Redirect.Operator.APPEND
            || !view.redirects().contains(redirect.get());
    written(view, redirect.get().target(), out, append, reported);
    return Taint.none();
  }

  /// The file that a word names, null when that varies. The home directory is `~`.
  static @Nullable String name(Word file) {
    String name = file.literal().orElse(null);
    if (name != null) {
      return name;
    }
    List<WordPart> leaves = file.joinedLeaves();
    boolean home =
        leaves.size() == 2
            && leaves.getFirst() instanceof WordPart.Variable variable
            && variable.name().equals("HOME")
            && variable.operator().isEmpty();
    return home && leaves.getLast() instanceof WordPart.Literal(var _, String rest)
        ? "~" + rest
        : null;
  }

  void written(SimpleCommandView view, Word file, Taint<T> out, boolean append, boolean reported) {
    String name = name(file);
    if (name != null) {
      state.write(name, out, append);
    }
    if (!reported) {
      uses.add(Site.of(UseKind.FILE_WRITE, view.span(), view).place(name), out);
    }
  }
}
