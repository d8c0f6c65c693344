package dev.noom.page;

import dev.noom.config.NoomConfig;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The pages: the call at {@code /} and at {@code /room/NAME}, the check before it at {@code
 * /check}; every other path leads home. A page finds its files and the WebSocket relative to its
 * own address, so it works under any context path and behind any prefix of a proxy.
 *
 * <p>Under {@code /signal} it only leads home, too. It is named because for a path that is nobody's
 * Payara searches its folders first, and so it would at each handshake.
 */
@WebServlet(
    urlPatterns = {"/", "/signal/*"},
    loadOnStartup = 1,
    asyncSupported = true)
public class CallPageServlet extends ReadOnlyServlet {
  private static final long serialVersionUID = 1L;
  private static final String ROOM = "/room/";

  @Inject private transient Assets assets;
  @Inject private transient NoomConfig config;

  private transient Page atHome;
  private transient Page inRoom;
  private transient Page check;

  /**
   * The page as it is sent.
   *
   * @param tag an entity tag (RFC 9110, section 8.8.3): another one for another page; a weak one,
   *     because compressed it is the same page
   */
  private record Page(Assets.Asset text, String tag) {}

  @Override
  public void init() {
    atHome = page("index.html", "./");
    inRoom = page("index.html", "../");
    check = page("check.html", "./");
  }

  /**
   * @param root the way from the page's address to the application's
   */
  private Page page(String template, String root) {
    // Numbers only: nothing in it can end the script element that it stands in.
    String boot =
        Json.createObjectBuilder().add("httpsPort", config.httpsPort()).build().toString();
    byte[] bytes =
        new String(Assets.read(getServletContext(), "/WEB-INF/" + template), StandardCharsets.UTF_8)
            .replace("{{root}}", root)
            .replace("{{version}}", assets.version(getServletContext()))
            .replace("{{boot}}", boot)
            .getBytes(StandardCharsets.UTF_8);
    return new Page(
        Assets.Asset.of("text/html; charset=utf-8", bytes), '"' + Assets.hash(bytes) + '"');
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = path(request);
    if (path.equals("/") || path.isEmpty()) {
      send(request, response, atHome);
    } else if (path.equals("/check")) {
      send(request, response, check);
    } else if (path.startsWith(ROOM) && isOneSegment(path.substring(ROOM.length()))) {
      send(request, response, inRoom);
    } else if (!path.startsWith("/")) {
      // The asterisk, which is for OPTIONS alone (RFC 9112, section 3.2.4).
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    } else {
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("Location", home(path));
      Reply.send(request, response, Reply.NOTHING);
    }
  }

  private static void send(HttpServletRequest request, HttpServletResponse response, Page page)
      throws IOException {
    // Asked for every time, so that a redeploy takes effect at once; all it refers to is kept for
    // ever, and an unchanged page is not sent again.
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("ETag", "W/" + page.tag);
    if (isKnown(page, request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    Reply.send(request, response, page.text);
  }

  private static boolean isKnown(Page page, String tags) {
    return tags != null && tags.contains(page.tag);
  }

  /** All of it, whichever pattern has led here. */
  private static String path(HttpServletRequest request) {
    String rest = request.getPathInfo();
    return request.getServletPath() + (rest == null ? "" : rest);
  }

  private static boolean isOneSegment(String rest) {
    return !rest.isEmpty() && rest.indexOf('/') < 0;
  }

  /** Relative, because only the browser knows under which prefix a proxy shows us. */
  private static String home(String path) {
    long up = path.chars().filter(c -> c == '/').count() - 1;
    return up == 0 ? "./" : "../".repeat((int) up);
  }
}
