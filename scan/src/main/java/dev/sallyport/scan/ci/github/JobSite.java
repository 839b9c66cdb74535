package dev.sallyport.scan.ci.github;

/// A job with its workflow.
public record JobSite(Workflow workflow, Job job) {}
