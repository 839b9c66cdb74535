package dev.sallyport.control.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.store.StateDirectory;
import dev.sallyport.control.store.StoreRefusal;
import dev.sallyport.trust.log.Ed25519Signer;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.NoteKey;
import dev.sallyport.trust.log.NoteSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/// The keys of an installation, opened with its root key.
public final class Keys implements AutoCloseable {

  private static final String ROOT = "root";
  private static final String LOG_KEY = "log.key";
  private static final String LOG_VKEY = "log.vkey";
  private static final int MAX_VKEY = 1 << 12;

  private final StateDirectory state;
  private final Envelope envelope;

  private Keys(StateDirectory state, Envelope envelope) {
    this.state = state;
    this.envelope = envelope;
  }

  /// Opens the keys of a state directory. At the first start the root key is recorded (not the key,
  /// but what recognises it); afterwards no other one is accepted.
  ///
  /// @throws StoreRefusal when the root key is missing, wrong, or open to others
  public static Keys open(StateDirectory state, RootKey root) {
    Optional<byte[]> recorded = state.keyFile(ROOT);
    if (recorded.isEmpty()) {
      refuseLostKeys(state);
      var parameters = RootParameters.fresh(root.kind());
      var envelope = new Envelope(root.derive(parameters, true));
      state.writeKeyFile(ROOT, parameters.withId(envelope.id()).bytes());
      return new Keys(state, envelope);
    }
    RootParameters parameters =
        RootParameters.parse(recorded.get())
            .orElseThrow(() -> damaged(state, ROOT, "it is not as it was written"));
    if (!parameters.kind().equals(root.kind())) {
      throw wrong("the root key comes from a " + parameters.kind(), "a " + root.kind());
    }
    var envelope = new Envelope(root.derive(parameters, false));
    byte[] id = HexFormat.of().parseHex(parameters.id());
    if (!MessageDigest.isEqual(id, envelope.id())) {
      envelope.close();
      throw wrong("the root key that this installation was made with", "another one");
    }
    return new Keys(state, envelope);
  }

  /// The signer of the log, made when there is none and no log either.
  ///
  /// @param origin the log's name: the first line of its checkpoints and the name of its key
  public NoteSigner logSigner(String origin) {
    Optional<byte[]> sealed = state.keyFile(LOG_KEY);
    Optional<NoteKey> known = logKey();
    if (known.isPresent() && !known.get().name().equals(origin)) {
      throw new StoreRefusal(
          "origin-changed",
          "the origin " + known.get().name() + ", under which this log was begun",
          origin,
          "start with the former one; another log is another state directory");
    }
    LogKey key = sealed.map(bytes -> unsealed(bytes, origin)).orElseGet(() -> make(origin));
    var signer = new Ed25519Signer(origin, key.pair());
    // Made first and written last, or lost: it follows from the private key.
    if (!known.equals(Optional.of(signer.key()))) {
      if (known.isPresent()) {
        throw damaged(state, LOG_VKEY, "it is not the public half of " + LOG_KEY);
      }
      state.writeKeyFile(LOG_VKEY, (signer.key().vkey() + "\n").getBytes(UTF_8));
    }
    return signer;
  }

  /// What verifies the log's checkpoints, when a signer was made; needs no root key.
  public static Optional<NoteKey> logKey(StateDirectory state) {
    try {
      return state.keyFile(LOG_VKEY).map(bytes -> NoteKey.parse(new String(bytes, UTF_8).strip()));
    } catch (MalformedLog e) {
      throw damaged(state, LOG_VKEY, String.valueOf(e.getMessage()));
    }
  }

  /// The verifier key of the log in a state directory that another process has open.
  public static Optional<NoteKey> logKey(Path directory) {
    Path file = directory.resolve("keys").resolve(LOG_VKEY);
    try (var in = Files.newInputStream(file)) {
      return Optional.of(NoteKey.parse(new String(in.readNBytes(MAX_VKEY), UTF_8).strip()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private Optional<NoteKey> logKey() {
    return logKey(state);
  }

  public Sealed seal(byte[] plain, Context context) {
    return envelope.seal(plain, context);
  }

  /// Empty when the value was sealed under another root key or for another context, or was changed.
  public Optional<Secret> unseal(Sealed sealed, Context context) {
    return envelope.open(sealed, context);
  }

  private LogKey make(String origin) {
    refuseLostKeys(state);
    LogKey key = LogKey.generate();
    try (Secret encoded = key.encoded()) {
      Sealed sealed = encoded.reveal(bytes -> seal(bytes, logContext(origin)));
      state.writeKeyFile(LOG_KEY, sealed.bytes());
    }
    return key;
  }

  private LogKey unsealed(byte[] bytes, String origin) {
    Optional<Secret> opened =
        Sealed.parse(bytes).flatMap(value -> unseal(value, logContext(origin)));
    try (Secret encoded =
        opened.orElseThrow(
            () -> damaged(state, LOG_KEY, "it does not open for the origin " + origin))) {
      return encoded
          .reveal(LogKey::decode)
          .orElseThrow(() -> damaged(state, LOG_KEY, "its two halves do not fit"));
    }
  }

  private static Context logContext(String origin) {
    return Context.of("log signing key", origin);
  }

  /// A new key for an old log would look like a forgery to everybody who verifies it.
  private static void refuseLostKeys(StateDirectory state) {
    if (Files.exists(state.log().resolve("checkpoint"))) {
      throw new StoreRefusal(
          "log-key-gone",
          "the key that signed the log in " + state.log(),
          "no such key in " + state.keys(),
          "bring the folder back from a backup of the state directory");
    }
  }

  private static StoreRefusal wrong(String wanted, String got) {
    return new StoreRefusal(
        "root-key-wrong", wanted, got, "start with the root key of this state directory");
  }

  private static StoreRefusal damaged(StateDirectory state, String name, String why) {
    return new StoreRefusal(
        "key-damaged",
        "a readable " + state.keys().resolve(name),
        why,
        "bring the file back from a backup of the state directory");
  }

  @Override
  public void close() {
    envelope.close();
  }
}
