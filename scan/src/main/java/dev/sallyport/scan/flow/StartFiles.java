package dev.sallyport.scan.flow;

import java.util.List;
import java.util.Set;

/// Files that some program runs, or takes orders from, when it starts later.
final class StartFiles {
  private static final Set<String> NAMES =
      Set.of(
          "~/.bashrc",
          "~/.bash_profile",
          "~/.bash_login",
          "~/.bash_aliases",
          "~/.profile",
          "~/.zshrc",
          "~/.zshenv",
          "~/.zprofile",
          "~/.vimrc",
          "/etc/profile",
          "/etc/bash.bashrc",
          "/etc/crontab",
          "/etc/sudoers",
          "/etc/ld.so.preload",
          "makefile",
          "Makefile",
          "GNUmakefile");

  private static final List<String> FOLDERS =
      List.of("/etc/profile.d/", "/etc/cron.d/", "/etc/sudoers.d/", ".git/hooks/", ".husky/");

  private StartFiles() {}

  /// @param path as the script writes it, the home directory as `~`
  static boolean has(String path) {
    String name = path.startsWith("./") ? path.substring(2) : path;
    String known = name.replace("/home/runner/", "~/").replace("/root/", "~/");
    return NAMES.contains(known) || FOLDERS.stream().anyMatch(name::startsWith);
  }
}
