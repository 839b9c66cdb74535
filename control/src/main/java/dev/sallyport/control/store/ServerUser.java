package dev.sallyport.control.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The user as whom the database server runs. PostgreSQL refuses root, so root hands it to an
/// unprivileged user; everybody else runs it as themselves.
///
/// @param uid 0 stands for "the user of this program"
record ServerUser(int uid, int gid, String name) {

  private static final ServerUser SELF = new ServerUser(0, 0, "self");

  /// Debian's and most others'; used when the list of users has neither name below.
  private static final ServerUser NOBODY = new ServerUser(65534, 65534, "nobody");

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /// Whoever owns the data already; else the user `sallyport` where the machine has one, else
  /// nobody.
  static ServerUser of(Path data) throws IOException {
    if (!isRoot()) {
      return SELF;
    }
    if (Files.isDirectory(data)) {
      var owner = Files.readAttributes(data, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
      if (owner.get("uid") instanceof Integer uid
          && owner.get("gid") instanceof Integer gid
          && uid != 0) {
        return new ServerUser(uid, gid, "user " + uid);
      }
    }
    List<String> users = Files.readAllLines(Path.of("/etc/passwd"));
    return named(users, "sallyport", named(users, "nobody", NOBODY));
  }

  private static ServerUser named(List<String> users, String name, ServerUser otherwise) {
    for (String line : users) {
      String[] fields = line.split(":", -1);
      if (fields.length > 3 && fields[0].equals(name) && !fields[2].equals("0")) {
        return new ServerUser(Integer.parseInt(fields[2]), Integer.parseInt(fields[3]), name);
      }
    }
    return otherwise;
  }

  boolean isSelf() {
    return uid == 0;
  }

  void own(Path file) throws IOException {
    if (!isSelf()) {
      Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /// The command as this user. The signal ends the server when this program dies: nobody would be
  /// left to stop it, and the next start would find it running.
  List<String> command(List<String> command) {
    var all = new ArrayList<String>();
    if (!isSelf()) {
      all.addAll(
          List.of(
              "setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--no-new-privs"));
      all.add("--pdeathsig=QUIT");
    } else if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
      all.addAll(List.of("setpriv", "--pdeathsig=QUIT"));
    }
    all.addAll(command);
    return all;
  }

  /// Lets this user pass a folder that root made; names in it stay unreadable.
  void letPass(Path folder) throws IOException {
    if (!isSelf()) {
      Set<PosixFilePermission> access = Files.getPosixFilePermissions(folder);
      if (access.add(PosixFilePermission.OTHERS_EXECUTE)) {
        Files.setPosixFilePermissions(folder, access);
      }
    }
  }

  /// Says so when a folder above is closed to this user, instead of leaving it to the server's log.
  void checkReach(Path folder, String remedy) throws IOException {
    if (isSelf()) {
      return;
    }
    for (Path at = folder.toRealPath(); at != null; at = at.getParent()) {
      var owner = Files.getAttribute(at, "unix:uid");
      Set<PosixFilePermission> access = Files.getPosixFilePermissions(at);
      if (!owner.equals(uid) && !access.contains(PosixFilePermission.OTHERS_EXECUTE)) {
        throw new StoreRefusal(
            "folder-closed",
            "a folder that the database server's user (%s) can reach".formatted(name),
            at + " is closed to it, and PostgreSQL does not run as root",
            remedy + ", or start as an ordinary user");
      }
    }
  }
}
