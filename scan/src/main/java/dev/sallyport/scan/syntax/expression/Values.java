package dev.sallyport.scan.syntax.expression;

import dev.sallyport.scan.syntax.expression.Value.Kind;
import dev.sallyport.scan.syntax.expression.Value.Truth;
import java.util.EnumSet;

/// Values that are needed often. They are no fields of [Value] because an interface and its
/// implementations that initialise each other can deadlock between threads.
public final class Values {
  public static final Value NULL = new Value.Null();
  public static final Value TRUE = new Value.Bool(true);
  public static final Value FALSE = new Value.Bool(false);

  /// Nothing is known.
  public static final Value UNKNOWN = new Value.Unknown(EnumSet.allOf(Kind.class), Truth.UNKNOWN);

  public static final Value UNKNOWN_BOOLEAN =
      new Value.Unknown(EnumSet.of(Kind.BOOLEAN), Truth.UNKNOWN);

  public static final Value UNKNOWN_STRING =
      new Value.Unknown(EnumSet.of(Kind.STRING), Truth.UNKNOWN);

  public static final Value NON_EMPTY_STRING =
      new Value.Unknown(EnumSet.of(Kind.STRING), Truth.TRUE);

  /// An array of which no item is known.
  public static final Value UNKNOWN_ARRAY = new Value.Unknown(EnumSet.of(Kind.ARRAY), Truth.TRUE);

  private Values() {}
}
