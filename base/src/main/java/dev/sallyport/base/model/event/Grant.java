package dev.sallyport.base.model.event;

/// A credential that was handed out: never its secret.
///
/// @param id by which it can be revoked
/// @param scope what it opens
/// @param seconds how long
public record Grant(String id, String scope, long seconds) {}
