package dev.sallyport.control.identity.federation;

/// The examination of a token ended early. It has no stack: refusals are an ordinary outcome, and
/// may come in floods.
public final class Refused extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  Refused(Refusal.Code code, String wanted, String got) {
    super(code.text(), null, false, false);
    refusal = new Refusal(code, wanted, got);
  }

  public Refusal refusal() {
    return refusal;
  }
}
