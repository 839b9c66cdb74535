import java.nio.file.Path;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/// `OpenSearch PORT FOLDER`: one node on this machine, until it is ended. What it holds stays in
/// the folder, so that it can be started again.
public final class OpenSearch {

  private OpenSearch() {}

  public static void main(String[] args) throws Exception {
    var runner = new OpenSearchRunner();
    runner
        .onBuild(
            (node, settings) ->
                settings
                    .put("http.port", args[0])
                    .put("network.host", "127.0.0.1")
                    .put("transport.port", "0")
                    .put("discovery.type", "single-node")
                    // The disk of a test machine may be fuller than a cluster would like.
                    .put("cluster.routing.allocation.disk.threshold_enabled", false))
        .build(
            OpenSearchRunner.newConfigs()
                .basePath(Path.of(args[1]).toString())
                .numOfNode(1)
                .useLogger());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(runner)));
    Thread.currentThread().join();
  }

  private static void close(OpenSearchRunner runner) {
    try {
      runner.close();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
