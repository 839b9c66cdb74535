package dev.sallyport.control.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {

  @Test
  void startsFromNothing(@TempDir Path folder) {
    long t = System.nanoTime();
    try (var state = StateDirectory.open(folder);
        var database = Database.embedded(state)) {
      System.err.println("start " + (System.nanoTime() - t) / 1_000_000);
      assertThat(database.<String>transaction(h -> h.createQuery("select name from tenant").mapTo(String.class).one())).isEqualTo("default");
      System.err.println(database.timeline() + " " + database.systemIdentifier());
      t = System.nanoTime();
    }
    System.err.println("stop " + (System.nanoTime() - t) / 1_000_000);
      t = System.nanoTime();
    try (var state = StateDirectory.open(folder);
        var database = Database.embedded(state)) {
      System.err.println("start " + (System.nanoTime() - t) / 1_000_000);
    }
  }
}
