package dev.sallyport.scan.syntax.program;

/// Languages that are read here.
public enum Language {
  JAVASCRIPT,
  PYTHON
}
