package dev.sallyport.trust.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A log in a directory of this machine.
public final class DirectorySource implements LogSource {

  private final Path root;

  public DirectorySource(Path root) {
    this.root = root;
  }

  @Override
  public Optional<byte[]> read(String path, int limit) {
    Path file = root.resolve(path);
    // A pipe or a device in a hostile directory would be read for ever.
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new MalformedLog("%s: more than %d bytes".formatted(path, limit));
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException _) {
      return Optional.empty(); // a partial tile that was removed meanwhile
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean lists() {
    return true;
  }

  @Override
  public List<String> list(String folder) {
    try (var files = Files.list(root.resolve(folder))) {
      return files
          .map(
              file ->
                  file.getFileName()
                      + (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? "/" : ""))
          .sorted()
          .toList();
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int parallelism() {
    return Runtime.getRuntime().availableProcessors();
  }
}
