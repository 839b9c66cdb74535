package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.Related;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.source.Location;
import dev.sallyport.base.text.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Findings and problems as bytes for the cache: each string once, numbers in as few bytes as they
/// need. JSON would be ten times the size and as much slower to read, which is all a re-scan does.
final class FindingPack {
  /// More than any group of files yields; a length that a damaged entry claims is not believed.
  private static final int MOST = 10_000_000;

  private FindingPack() {}

  record Content(List<Finding> findings, List<Problem> problems) {
    Content {
      findings = List.copyOf(findings);
      problems = List.copyOf(problems);
    }
  }

  static byte[] write(Content content) {
    try {
      Writer body = new Writer();
      body.list(content.findings(), body::finding);
      body.list(content.problems(), body::problem);
      return body.bytes();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /// Empty for bytes that are not a pack.
  static Optional<Content> read(byte[] bytes) {
    try {
      Reader reader = new Reader(bytes);
      List<Finding> findings = reader.list(reader::finding);
      List<Problem> problems = reader.list(reader::problem);
      return Optional.of(new Content(findings, problems));
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }

  private interface Put<T> {
    void put(T value) throws IOException;
  }

  private interface Take<T> {
    T take() throws IOException;
  }

  private static final class Writer {
    private final Map<String, Integer> pool = new HashMap<>();
    private final List<String> strings = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(body);

    byte[] bytes() throws IOException {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      DataOutputStream head = new DataOutputStream(all);
      head.writeInt(strings.size());
      for (String string : strings) {
        byte[] utf8 = string.getBytes(StandardCharsets.UTF_8);
        number(head, utf8.length);
        head.write(utf8);
      }
      body.writeTo(all);
      return all.toByteArray();
    }

    <T> void list(List<T> values, Put<T> put) throws IOException {
      number(out, values.size());
      for (T value : values) {
        put.put(value);
      }
    }

    void text(String value) throws IOException {
      Integer known = pool.putIfAbsent(value, strings.size());
      number(out, known == null ? strings.size() : known);
      if (known == null) {
        strings.add(value);
      }
    }

    void finding(Finding f) throws IOException {
      text(f.rule());
      out.writeByte(f.severity().ordinal());
      out.writeByte(f.confidence().ordinal());
      out.writeByte(f.persona().ordinal());
      out.writeByte(f.reach().ordinal());
      text(f.message());
      location(f.primary());
      list(f.related(), this::related);
      list(f.path(), this::step);
      list(f.references(), this::reference);
      list(f.fixes(), this::fix);
      text(f.fingerprint());
    }

    private void related(Related related) throws IOException {
      location(related.location());
      text(related.message());
    }

    private void step(PathStep step) throws IOException {
      location(step.location());
      text(step.message());
    }

    private void reference(Reference reference) throws IOException {
      out.writeByte(reference.kind().ordinal());
      text(reference.id());
    }

    private void fix(Fix fix) throws IOException {
      text(fix.title());
      out.writeByte(fix.safety().ordinal());
      text(fix.explanation());
      list(fix.edits(), this::edit);
    }

    private void edit(Edit edit) throws IOException {
      text(edit.path());
      number(out, edit.span().start());
      number(out, edit.span().length());
      text(edit.replacement());
    }

    private void location(Location at) throws IOException {
      text(at.path());
      number(out, at.span().start());
      number(out, at.span().length());
      number(out, at.startLine());
      number(out, at.startColumn());
      number(out, at.endLine());
      number(out, at.endColumn());
    }

    void problem(Problem problem) throws IOException {
      out.writeByte(problem.kind().ordinal());
      text(problem.path());
      number(out, problem.line());
      text(problem.message());
      String subject = problem.subject();
      out.writeBoolean(subject != null);
      if (subject != null) {
        text(subject);
      }
    }

    /// Seven bits a byte, the lowest first; the high bit says that more follow.
    private static void number(DataOutputStream to, int value) throws IOException {
      int rest = value;
      while (rest > 0x7f) {
        to.writeByte((rest & 0x7f) | 0x80);
        rest >>>= 7;
      }
      to.writeByte(rest);
    }
  }

  private static final class Reader {
    private static final Severity[] SEVERITIES = Severity.values();
    private static final Confidence[] CONFIDENCES = Confidence.values();
    private static final Persona[] PERSONAS = Persona.values();
    private static final Reach[] REACHES = Reach.values();
    private static final Reference.Kind[] KINDS = Reference.Kind.values();
    private static final Safety[] SAFETIES = Safety.values();
    private static final Problem.Kind[] PROBLEMS = Problem.Kind.values();

    private final DataInputStream in;
    private final String[] strings;

    Reader(byte[] bytes) throws IOException {
      in = new DataInputStream(new ByteArrayInputStream(bytes));
      strings = new String[bounded(in.readInt(), bytes.length)];
      for (int i = 0; i < strings.length; i++) {
        byte[] utf8 = in.readNBytes(number());
        strings[i] = new String(utf8, StandardCharsets.UTF_8);
      }
    }

    private static int bounded(int count, int most) throws IOException {
      if (count < 0 || count > most) {
        throw new IOException("a count of " + count);
      }
      return count;
    }

    <T> List<T> list(Take<T> take) throws IOException {
      int size = bounded(number(), MOST);
      List<T> out = new ArrayList<>(Math.min(size, 1024));
      for (int i = 0; i < size; i++) {
        out.add(take.take());
      }
      return out;
    }

    private int number() throws IOException {
      int value = 0;
      for (int shift = 0; shift < 35; shift += 7) {
        int next = in.readUnsignedByte();
        value |= (next & 0x7f) << shift;
        if (next < 0x80) {
          return bounded(value, Integer.MAX_VALUE);
        }
      }
      throw new IOException("a number without end");
    }

    private String text() throws IOException {
      return strings[number()];
    }

    Finding finding() throws IOException {
      return new Finding(
          text(),
          SEVERITIES[in.readByte()],
          CONFIDENCES[in.readByte()],
          PERSONAS[in.readByte()],
          REACHES[in.readByte()],
          text(),
          location(),
          list(() -> new Related(location(), text())),
          list(() -> new PathStep(location(), text())),
          list(() -> new Reference(KINDS[in.readByte()], text())),
          list(() -> new Fix(text(), SAFETIES[in.readByte()], text(), list(this::edit))),
          text());
    }

    private Edit edit() throws IOException {
      return new Edit(text(), span(), text());
    }

    private Span span() throws IOException {
      int start = number();
      return new Span(start, start + number());
    }

    private Location location() throws IOException {
      return new Location(text(), span(), number(), number(), number(), number());
    }

    Problem problem() throws IOException {
      Problem.Kind kind = PROBLEMS[in.readByte()];
      String path = text();
      int line = number();
      String message = text();
      @Nullable String subject = in.readBoolean() ? text() : null;
      return new Problem(kind, path, line, message, subject);
    }
  }
}
