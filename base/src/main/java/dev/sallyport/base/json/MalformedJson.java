package dev.sallyport.base.json;

/// Bytes that are not the JSON that was asked for: the only thing that [JsonReader] and [Members]
/// throw at hostile input. The message says where and what.
public final class MalformedJson extends RuntimeException {

  private static final long serialVersionUID = 1;

  public MalformedJson(String message) {
    super(message);
  }
}
