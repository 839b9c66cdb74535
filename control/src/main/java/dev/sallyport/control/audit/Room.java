package dev.sallyport.control.audit;

/// How full the fullest of the log's disks is.
///
/// @param place a folder on that disk
/// @param percent of what may be used there, rounded down; 100 when it could not be measured
/// @param refusesNewWork whether only what is necessary is taken, out of the reserve
public record Room(String place, int percent, boolean refusesNewWork) {}
