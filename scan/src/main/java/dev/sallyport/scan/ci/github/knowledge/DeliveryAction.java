package dev.sallyport.scan.ci.github.knowledge;

/// What an action does on the way from sources to users.
///
/// @param when holds where it does so
public record DeliveryAction(ActionPattern action, Delivery kind, Condition when)
    implements ActionRow {

  static DeliveryAction read(Sheet.Row row) {
    return new DeliveryAction(
        ActionPattern.read(row), row.keyword("kind", Delivery.class), Condition.read(row));
  }
}
