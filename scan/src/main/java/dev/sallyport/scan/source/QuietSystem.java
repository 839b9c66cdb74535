package dev.sallyport.scan.source;

import java.io.File;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/// What JGit gets to know of this machine: nothing. By itself it runs `git` to find the system's
/// configuration, reads the user's, asks for the host's name, and writes probe files into the
/// repository to find out how exact its time stamps are.
final class QuietSystem extends SystemReader {
  /// How exact time stamps of files are taken to be. It matters to who reads a file again after a
  /// change; here every file is read once.
  private static final String TIME_STAMPS = "10 milliseconds";

  private static final QuietSystem ONLY = new QuietSystem();

  private QuietSystem() {}

  /// To be called before anything of JGit is used.
  static void install() {
    if (SystemReader.getInstance() != ONLY) {
      SystemReader.setInstance(ONLY);
    }
  }

  @Override
  public String getHostname() {
    return "localhost";
  }

  @Override
  public @Nullable String getenv(String variable) {
    return null;
  }

  @Override
  public @Nullable String getProperty(String key) {
    return System.getProperty(key);
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in the class above, so it has to be here
  public long getCurrentTime() {
    return 0;
  }

  @Override
  @SuppressWarnings({"deprecation", "InlineMeSuggester"}) // likewise
  public int getTimezone(long when) {
    return 0;
  }

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public ZoneId getTimeZoneId() {
    return ZoneOffset.UTC;
  }

  @Override
  public Locale getLocale() {
    return Locale.ROOT;
  }

  /// A configuration that no file stands behind.
  private static final class Empty extends FileBasedConfig {
    Empty(@Nullable Config parent, FS fs) {
      super(parent, new File("/nonexistent/gitconfig"), fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public @Nullable String getString(String section, @Nullable String subsection, String name) {
      // Known already, so not probed.
      return section.equals("filesystem") ? TIME_STAMPS : null;
    }
  }
}
