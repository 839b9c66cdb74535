package dev.sallyport.checks.violators;

/// Neither final nor abstract.
public class OpenClass {}
