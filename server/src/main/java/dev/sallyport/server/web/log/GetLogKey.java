package dev.sallyport.server.web.log;

import dev.sallyport.server.web.Answers;
import dev.sallyport.trust.log.NoteKey;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// `GET /log/key`: the log's verifier key, `name+id+base64` (C2SP signed-note), in one line. A
/// convenience: whoever takes the key from beside the log trusts whoever serves both.
public final class GetLogKey implements HandlerFunction<ServerResponse> {

  public static final String PATH = "/log/key";

  private final NoteKey key;

  public GetLogKey(NoteKey key) {
    this.key = key;
  }

  @Override
  public ServerResponse handle(ServerRequest request) {
    return Answers.plain(200, key.vkey() + "\n");
  }
}
