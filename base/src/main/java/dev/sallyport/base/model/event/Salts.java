package dev.sallyport.base.model.event;

import java.security.SecureRandom;

/// An interface cannot have a private field, and everybody could read a public one.
final class Salts {

  static final SecureRandom RANDOM = new SecureRandom();

  private Salts() {}
}
