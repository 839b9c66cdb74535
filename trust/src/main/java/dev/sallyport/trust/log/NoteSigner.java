package dev.sallyport.trust.log;

/// Signs notes with one key. An interface, so that the key may live elsewhere (sealed, in another
/// process) and so that a further algorithm needs nothing else.
public interface NoteSigner {

  /// What verifies the signatures.
  NoteKey key();

  /// The signature of a note's text: what follows the key id in the signature line.
  byte[] sign(String text);
}
