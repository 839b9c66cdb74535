package dev.sallyport.base.model.finding;

/// An entry of a public catalogue, or a page. `id` is as the catalogue writes it: `CWE-94`,
/// `CICD-SEC-4`, `CIS-SSC-1.5.2`, a GHSA id, or an address.
public record Reference(Kind kind, String id) {

  public enum Kind {
    /// Common Weakness Enumeration.
    CWE,
    /// OWASP Top 10 CI/CD Security Risks.
    OWASP_CICD,
    /// CIS Software Supply Chain Security Guide 1.0.
    CIS_SSC,
    /// A published advisory.
    ADVISORY,
    /// An address.
    PAGE
  }

  public static Reference cwe(int number) {
    return new Reference(Kind.CWE, "CWE-" + number);
  }

  public static Reference cicdSec(int number) {
    return new Reference(Kind.OWASP_CICD, "CICD-SEC-" + number);
  }

  public static Reference cis(String control) {
    return new Reference(Kind.CIS_SSC, "CIS-SSC-" + control);
  }

  public static Reference advisory(String id) {
    return new Reference(Kind.ADVISORY, id);
  }

  public static Reference page(String address) {
    return new Reference(Kind.PAGE, address);
  }
}
