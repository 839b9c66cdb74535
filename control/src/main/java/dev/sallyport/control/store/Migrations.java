package dev.sallyport.control.store;

import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/// The schema, in numbered steps that are applied once each. What is older is brought up to date;
/// what is newer than this program is left alone.
final class Migrations {

  static final String SCHEMA = "sallyport";

  private static final String PLACE = "classpath:dev/sallyport/control/store";

  private final Flyway flyway;

  /// @param appRole gets the rights that the migrations grant, and no others
  Migrations(DataSource owner, String appRole) {
    this(owner, appRole, PLACE);
  }

  Migrations(DataSource owner, String appRole, String... places) {
    flyway =
        Flyway.configure()
            .dataSource(owner)
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

  private void refuseNewer() {
    for (MigrationInfo step : flyway.info().all()) {
      MigrationState state = step.getState();
      if (state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED) {
        throw newer(newest(), String.valueOf(step.getVersion()));
      }
    }
  }

  private String newest() {
    return Arrays.stream(flyway.info().all())
        .filter(step -> step.getState().isResolved())
        .map(MigrationInfo::getVersion)
        .max(MigrationVersion::compareTo)
        .map(MigrationVersion::toString)
        .orElse("none");
  }

  private static StoreRefusal newer(String known, String found) {
    return new StoreRefusal(
        "database-newer",
        "a schema of version %s or older".formatted(known),
        "version " + found,
        "run the newer Sallyport that migrated it; there is no way back but a backup");
  }

  private static String quoted(String role) {
    return "\"" + role.replace("\"", "\"\"") + "\"";
  }
}
