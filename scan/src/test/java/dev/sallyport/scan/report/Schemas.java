package dev.sallyport.scan.report;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Validates JSON against a schema among the resources.
final class Schemas {
  private Schemas() {}

  static List<Error> check(SpecificationVersion dialect, String schema, String json)
      throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Schemas.class.getResourceAsStream(schema), schema)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return SchemaRegistry.withDefaultDialect(dialect)
          .getSchema(text, InputFormat.JSON)
          .validate(json, InputFormat.JSON);
    }
  }
}
