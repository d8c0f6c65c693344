package dev.noom.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The body of an answer, written as fast as its reader takes it and without a thread that waits for
 * that (Servlet 6.0, section 5.7.2). A client that asks and does not read holds up only itself.
 */
final class Reply implements WriteListener {
  private static final Logger LOG = System.getLogger(Reply.class.getName());

  /** Enough for a phone at the edge of the network; then the container gives the request up. */
  private static final long PATIENCE_MILLIS = 60_000;

  /** Nothing at all is written where the answer is all in the headers. */
  static final byte[] NOTHING = {};

  private final AsyncContext context;
  private final ServletOutputStream out;
  private final byte[] body;
  private int written;

  private Reply(AsyncContext context, ServletOutputStream out, byte[] body) {
    this.context = context;
    this.out = out;
    this.body = body;
  }

  /**
   * Sends a file, compressed for a client that can read that; the caller has nothing more to say.
   */
  static void send(HttpServletRequest request, HttpServletResponse response, Assets.Asset asset)
      throws IOException {
    response.setContentType(asset.type());
    response.setHeader("Vary", "Accept-Encoding");
    if (acceptsGzip(request)) {
      response.setHeader("Content-Encoding", "gzip");
      send(request, response, asset.gzip());
    } else {
      send(request, response, asset.bytes());
    }
  }

  private static boolean acceptsGzip(HttpServletRequest request) {
    String accepted = request.getHeader("Accept-Encoding");
    return accepted != null && accepted.contains("gzip") && !accepted.contains("gzip;q=0");
  }

  /** Sets the length and sends the body; the caller has nothing more to say. */
  static void send(HttpServletRequest request, HttpServletResponse response, byte[] body)
      throws IOException {
    response.setContentLength(body.length);
    AsyncContext context = request.startAsync();
    context.setTimeout(PATIENCE_MILLIS);
    ServletOutputStream out = response.getOutputStream();
    out.setWriteListener(new Reply(context, out, body));
  }

  /** In pieces, so that no more than one of them is kept for a slow reader. */
  private static final int PIECE = 16_384;

  @Override
  public void onWritePossible() throws IOException {
    while (out.isReady()) {
      if (written == body.length) {
        context.complete();
        return;
      }
      int length = Math.min(PIECE, body.length - written);
      out.write(body, written, length);
      written += length;
    }
  }

  @Override
  public void onError(Throwable gone) {
    LOG.log(Level.DEBUG, "The reader of an answer is gone: {0}", gone.toString());
    context.complete();
  }
}
