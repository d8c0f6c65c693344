package dev.noom.browser;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A server's absence under a call, and how long everybody takes to be back after it. */
final class Outage {
  /** For a server that starts beside browsers which encode a dozen pictures. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Between two questions whether the server is back: how exact the answer is. */
  private static final Duration POLL = Duration.ofMillis(20);

  private final LiveCall call;
  private final NoomServer gone;
  private final List<Integer> joins;
  private final long begin = System.currentTimeMillis();
  private long back;
  private long resumed;

  private Outage(LiveCall call, NoomServer server) {
    this.call = call;
    gone = server;
    joins = call.joins();
  }

  /** The server goes. */
  static Outage of(LiveCall call, NoomServer server, Consumer<NoomServer> going) {
    Outage outage = new Outage(call, server);
    going.accept(server);
    return outage;
  }

  /** It is started again, and everybody has returned. */
  NoomServer ends() {
    return endsWith(gone.again());
  }

  /** It comes back by itself, and everybody has returned. */
  void passes() {
    Patience.until("the application is gone", () -> !answers(gone.url()));
    endsWith(gone);
  }

  private NoomServer endsWith(NoomServer server) {
    try {
      back = firstAnswer(server.url());
      resumed = call.returned(joins);
      return server;
    } catch (RuntimeException | Error e) {
      System.out.println(server.log());
      server.close();
      throw e;
    }
  }

  /** From the server's first good answer until the last had their place again. */
  Duration resumeTime() {
    return Duration.ofMillis(resumed - back);
  }

  @Override
  public String toString() {
    return "The server was away for "
        + (back - begin)
        + " ms; "
        + resumeTime().toMillis()
        + " ms later everybody had returned.";
  }

  private static long firstAnswer(URI url) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (System.nanoTime() < deadline) {
        if (answers(url)) {
          return System.currentTimeMillis();
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
    } catch (IOException e) {
      throw new IllegalStateException(url + " cannot be asked", e);
    }
    throw new IllegalStateException(url + " did not come back");
  }

  private static boolean answers(URI url) throws IOException {
    HttpURLConnection question = (HttpURLConnection) url.toURL().openConnection();
    question.setReadTimeout((int) PATIENCE.toMillis());
    question.setRequestMethod("HEAD");
    try {
      return question.getResponseCode() == 200;
    } catch (SocketException e) {
      // Not listening yet, or listening and not able to answer: what we are waiting for.
      return false;
    }
  }
}
