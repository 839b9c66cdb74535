package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects uses; a loop or function that is followed twice adds each only once.
final class FlowUses<T> {
  private record Key<T>(
      T label, UseKind kind, Span span, @Nullable Span command, @Nullable String place) {}

  private final Map<Key<T>, Use<T>> uses = new LinkedHashMap<>();
  private final FlowLimits limits;

  FlowUses(FlowLimits limits) {
    this.limits = limits;
  }

  /// A value that an expansion brought into a word.
  record Flow<T>(WordPart part, Taint<T> taint, boolean quoted) {}

  /// What a use has in common for all labels of a value.
  record Site(
      UseKind kind,
      Span span,
      @Nullable WordPart part,
      @Nullable SimpleCommandView command,
      int argument,
      boolean quoted,
      @Nullable String place,
      @Nullable EnvFileWrite write) {

    static Site of(UseKind kind, Span span, @Nullable SimpleCommandView command) {
      return new Site(kind, span, null, command, -1, true, null, null);
    }

    Site part(WordPart expansion, boolean inQuotes) {
      return new Site(kind, expansion.span(), expansion, command, argument, inQuotes, place, write);
    }

    Site at(int index) {
      return new Site(kind, span, part, command, index, quoted, place, write);
    }

    Site place(@Nullable String name) {
      return new Site(kind, span, part, command, argument, quoted, name, write);
    }

    Site write(EnvFileWrite envWrite) {
      return new Site(UseKind.ENV_FILE, span, part, command, argument, quoted, place, envWrite);
    }
  }

  void add(Site site, Taint<T> taint) {
    if (taint.isFull()) {
      limits.sources(site.span());
    }
    taint
        .labels()
        .forEach(
            (label, form) -> {
              if (form != Form.ENCODED) {
                add(site, label, form);
              }
            });
  }

  private void add(Site site, T label, Form form) {
    Span command = site.command() == null ? null : site.command().span();
    Key<T> key = new Key<>(label, site.kind(), site.span(), command, site.place());
    Use<T> use =
        new Use<>(
            label,
            form,
            site.kind(),
            site.span(),
            site.part(),
            site.command(),
            site.argument(),
            site.quoted(),
            site.place(),
            site.write());
    uses.merge(key, use, (old, now) -> now.form().compareTo(old.form()) < 0 ? now : old);
  }

  Collection<Use<T>> all() {
    return uses.values();
  }
}
