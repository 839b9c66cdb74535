package dev.sallyport.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What we write is a log to software that we did not write: Tessera's `fsck`, over HTTP.
@Tag("slow")
final class FsckTest {

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 65_537})
  void acceptsOurLogs(int size) throws IOException {
    var log = OurLog.write(root.resolve("log"), size);
    assertThat(complaint(log)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1,tile/entries/000.p/1",
    "1,tile/0/000.p/1",
    "1,checkpoint",
    "256,tile/entries/000",
    "257,tile/entries/001.p/1",
    "257,tile/0/000",
    "257,tile/1/000.p/1",
    "65537,tile/entries/123",
    "65537,tile/0/255",
    "65537,tile/1/000",
    "65537,tile/2/000.p/1"
  })
  void refusesOneFlippedBit(int size, String file) throws IOException {
    var log = OurLog.write(root.resolve("log"), size);
    OurLog.flip(log.directory().resolve(file));
    assertThat(complaint(log)).isNotEmpty();
  }

  /// What fsck says against the log; its exit code is 0 in any case.
  private String complaint(OurLog log) throws IOException {
    Path program = GoTools.fsck();
    Path key = Files.writeString(root.resolve("vkey"), log.signer().key().vkey());
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server =
        SimpleFileServer.createFileServer(
            address, log.directory().toRealPath(), SimpleFileServer.OutputLevel.NONE);
    server.start();
    try {
      String url = "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
      var outcome =
          Checkout.here()
              .run(
                  root,
                  program.toString(),
                  "-storage_url=" + url,
                  "-public_key=" + key,
                  "-ui=false",
                  "-N=4",
                  "-v=1");
      assertThat(outcome.err()).as("it came to an end").contains("Completed ranges");
      int failed = outcome.err().indexOf("fsck failed");
      return failed < 0 ? "" : outcome.err().substring(failed);
    } finally {
      server.stop(0);
    }
  }
}
