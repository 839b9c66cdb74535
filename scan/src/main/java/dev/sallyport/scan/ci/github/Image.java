package dev.sallyport.scan.ci.github;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/// A job's container or one of its services.
///
/// @param name of the service; `container` for the job's own
/// @param image null when it is missing
/// @param options arguments to `docker create`
/// @param entrypoint of a service, and `command` its arguments
public record Image(
    String name,
    Span span,
    @Nullable Text image,
    Vars credentials,
    Vars env,
    @Nullable Text options,
    @Nullable Text entrypoint,
    @Nullable Text command,
    @Nullable YamlNode volumes) {}
