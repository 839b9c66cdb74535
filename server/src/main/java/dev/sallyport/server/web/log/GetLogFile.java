package dev.sallyport.server.web.log;

import dev.sallyport.server.web.Answers;
import dev.sallyport.server.web.Problem;
import dev.sallyport.trust.log.TilePath;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// `GET /log/checkpoint`, `/log/tile/<L>/<N>[.p/<W>]`, `/log/tile/entries/<N>[.p/<W>]` (C2SP
/// tlog-tiles, "APIs"), from the folder where they are published. A path is one of these or it is
/// not found: no other file is ever opened, and nothing is listed.
public final class GetLogFile implements HandlerFunction<ServerResponse> {

  /// The path that all of them begin with.
  public static final String PREFIX = "/log/";

  private static final String OCTETS = "application/octet-stream";

  /// A tile never changes; a year is what caches take for "for ever" (RFC 8246).
  private static final String IMMUTABLE = "public, max-age=31536000, immutable";

  /// May be kept, but not be used without asking.
  private static final String FRESH = "no-cache";

  private static final int MAX_CHECKPOINT = 1 << 16;

  private final Path folder;

  /// @param folder with the published log
  public GetLogFile(Path folder) {
    this.folder = folder;
  }

  @Override
  public ServerResponse handle(ServerRequest request) throws IOException {
    String path = request.servletRequest().getRequestURI().substring(PREFIX.length());
    if (path.equals("checkpoint")) {
      return checkpoint();
    }
    var tile = TilePath.parse(path);
    return tile.isEmpty() ? notServed() : tile(tile.get(), acceptsGzip(request));
  }

  private ServerResponse checkpoint() throws IOException {
    // Read whole: it is small, and the next one takes its place by a rename.
    try (var file = open("checkpoint").orElse(null)) {
      if (file == null) {
        return notYet("checkpoint");
      }
      byte[] note = Channels.newInputStream(file).readNBytes(MAX_CHECKPOINT);
      return Answers.whole(200, Answers.PLAIN, FRESH, note);
    }
  }

  private ServerResponse tile(TilePath tile, boolean gzip) throws IOException {
    var file = open(tile.path());
    if (file.isEmpty()) {
      return notYet(tile.path());
    }
    FileChannel channel = file.get();
    var answer =
        ServerResponse.ok().header("Content-Type", OCTETS).header("Cache-Control", IMMUTABLE);
    // Bundles are text for the most part; hashes cannot be made smaller.
    if (tile.isEntries()) {
      answer.header("Vary", "Accept-Encoding");
      if (gzip) {
        return answer.header("Content-Encoding", "gzip").build((_, out) -> zip(channel, out));
      }
    }
    return answer
        .header("Content-Length", Long.toString(channel.size()))
        .build((_, out) -> send(channel, out));
  }

  private static @Nullable ModelAndView send(FileChannel file, HttpServletResponse response)
      throws IOException {
    try (file) {
      copy(file, response.getOutputStream());
    }
    return null;
  }

  private static @Nullable ModelAndView zip(FileChannel file, HttpServletResponse response)
      throws IOException {
    try (file;
        var out = new GZIPOutputStream(response.getOutputStream(), 8192)) {
      copy(file, out);
    }
    return null;
  }

  private static void copy(FileChannel file, OutputStream out) throws IOException {
    Channels.newInputStream(file).transferTo(out);
  }

  private Optional<FileChannel> open(String path) throws IOException {
    Path file = folder.resolve(path);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException _) {
      return Optional.empty(); // a partial tile that was removed meanwhile
    }
  }

  /// Whether gzip is among what the caller takes (RFC 9110 section 12.5.3).
  private static boolean acceptsGzip(ServerRequest request) {
    List<String> given = request.headers().header("Accept-Encoding");
    for (String field : given) {
      for (String coding : field.split(",", -1)) {
        String[] parts = coding.strip().toLowerCase(Locale.ROOT).split(";", 2);
        if (parts[0].strip().equals("gzip")) {
          return parts.length == 1 || !parts[1].strip().matches("q=0(\\.0{0,3})?");
        }
      }
    }
    return false;
  }

  private static ServerResponse notServed() {
    return new Problem(
            404,
            "no-log-path",
            "request",
            "checkpoint, tile/<L>/<N>[.p/<W>] or tile/entries/<N>[.p/<W>]",
            "another path below " + PREFIX,
            "read it with `sallyport audit verify URL`, which knows the paths")
        .response();
  }

  private static ServerResponse notYet(String path) {
    return new Problem(
            404,
            "not-published",
            "log",
            "a path of the checkpoint that is served",
            path + " is not there",
            "read the checkpoint again: its size tells which tiles there are")
        .response();
  }
}
