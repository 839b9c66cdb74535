package dev.sallyport.control.store;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/// The schema, in numbered steps that are applied once each. What is older is brought up to date;
/// what is newer than this program is left alone.
final class Migrations {

  static final String SCHEMA = "sallyport";

  private static final String PLACE = "classpath:dev/sallyport/control/store";

  private final Flyway flyway;

  /// @param appRole gets the rights that the migrations grant, and no others
  Migrations(DataSource login, String appRole) {
    this(login, appRole, PLACE);
  }

  Migrations(DataSource login, String appRole, String... places) {
    flyway =
        Flyway.configure()
            .dataSource(login)
            .schemas(SCHEMA)
            .defaultSchema(SCHEMA)
            .table("schema_history")
            .locations(places)
            .placeholders(Map.of("app", quoted(appRole)))
            .cleanDisabled(true)
            .validateMigrationNaming(true)
            .connectRetries(0)
            .load();
  }

  /// Applies what is missing.
  ///
  /// @return how many steps were applied
  int apply() {
    try {
      refuseNewer();
      return flyway.migrate().migrationsExecuted;
    } catch (FlywayException e) {
      throw new StoreRefusal(
          "migration-failed",
          "a schema that this program's migrations lead to",
          String.valueOf(e.getMessage()),
          "nothing of the failing step was kept; repair what it names, then start again",
          e);
    }
  }

  /// For a start without the owner's login: nothing may be missing.
  void check() {
    refuseNewer();
    Optional<MigrationVersion> applied = newest(true);
    Optional<MigrationVersion> known = newest(false);
    if (!applied.equals(known)) {
      throw new StoreRefusal(
          "database-older",
          "a schema of version " + text(known),
          "version " + text(applied),
          "migrate it first, with the owner's login");
    }
  }

  private void refuseNewer() {
    for (MigrationInfo step : flyway.info().all()) {
      if (step.getState().isApplied() && !step.getState().isResolved()) {
        throw new StoreRefusal(
            "database-newer",
            "a schema of version %s or older".formatted(text(newest(false))),
            "version " + step.getVersion(),
            "run the newer Sallyport that migrated it; there is no way back but a backup");
      }
    }
  }

  /// Of the steps in the database, or of those in this program.
  private Optional<MigrationVersion> newest(boolean applied) {
    return Arrays.stream(flyway.info().all())
        .filter(step -> applied ? step.getState().isApplied() : step.getState().isResolved())
        .map(MigrationInfo::getVersion)
        .filter(Objects::nonNull) // the row about the schema itself has none
        .max(MigrationVersion::compareTo);
  }

  private static String text(Optional<MigrationVersion> version) {
    return version.map(MigrationVersion::toString).orElse("none");
  }

  private static String quoted(String role) {
    return "\"" + role.replace("\"", "\"\"") + "\"";
  }
}
