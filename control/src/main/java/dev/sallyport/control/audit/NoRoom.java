package dev.sallyport.control.audit;

/// The disk is nearly full and the unit is new work. Nothing of it happened; refusals are still
/// logged.
public final class NoRoom extends LogUnavailable {

  private static final long serialVersionUID = 1;

  NoRoom(Room room) {
    super(
        "the disk of %s is %d %% full: new work is refused from %d %% until it is below %d %%"
            .formatted(
                room.place(), room.percent(), DiskReserve.REFUSES_AT, DiskReserve.TAKES_BELOW));
  }
}
