package dev.sallyport.trust.log;

import java.security.KeyPair;
import java.security.PrivateKey;

/// A log's own signature: Ed25519 over the text (C2SP signed-note, type 0x01).
public final class Ed25519Signer implements NoteSigner {

  private final NoteKey key;
  private final PrivateKey privateKey;

  public Ed25519Signer(String name, KeyPair keys) {
    key = NoteKey.of(name, NoteAlgorithm.ED25519, Ed25519.raw(keys.getPublic()));
    privateKey = keys.getPrivate();
  }

  @Override
  public NoteKey key() {
    return key;
  }

  @Override
  public byte[] sign(String text) {
    return NoteAlgorithm.ED25519.sign(privateKey, key.name(), text, 0);
  }
}
