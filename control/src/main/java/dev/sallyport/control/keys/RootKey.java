package dev.sallyport.control.keys;

import dev.sallyport.control.store.StateDirectory;
import java.nio.file.Path;
import java.util.Arrays;

/// Where the root key comes from: everything sealed in an installation opens with it and with
/// nothing else.
public abstract sealed class RootKey permits RootKeyFile, RootPassphrase {

  /// For whoever starts with [#fileIn].
  public static final String WARNING =
      """
      WARNING: the root key lies in the state directory beside what it protects.
      Whoever reads that directory or a backup of it can sign as this log and open every secret.
      For production start with a passphrase, or keep the key file on another disk; back it up apart.
      """;

  RootKey() {}

  /// A file of 32 random bytes in hexadecimal, mode 0600; made when the installation is.
  public static RootKey file(Path file) {
    return new RootKeyFile(file);
  }

  /// The same inside the state directory: it guards against who can read the database, not against
  /// who can read this directory or its backup. The caller says so, loudly ([#WARNING]).
  public static RootKey fileIn(StateDirectory state) {
    return new RootKeyFile(state.keys().resolve("root.key"));
  }

  /// A passphrase that a person or a secret store gives at each start. Takes it: the array is
  /// overwritten.
  public static RootKey passphrase(char[] passphrase) {
    var root = new RootPassphrase(passphrase.clone());
    Arrays.fill(passphrase, ' ');
    return root;
  }

  /// The 32 bytes; the caller overwrites them.
  ///
  /// @param fresh whether the installation is being made, so that a key may be made too
  abstract byte[] derive(RootParameters parameters, boolean fresh);

  /// `file` or `passphrase`, as it is recorded.
  abstract String kind();
}
