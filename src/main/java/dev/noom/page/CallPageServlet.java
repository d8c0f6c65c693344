package dev.noom.page;

import dev.noom.config.NoomConfig;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The one page, at {@code /} and at {@code /room/NAME}; every other path leads home. The page finds
 * its files and the WebSocket relative to its own address, so it works under any context path and
 * behind any prefix of a proxy.
 */
@WebServlet(urlPatterns = "/", loadOnStartup = 1, asyncSupported = true)
public class CallPageServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String ROOM = "/room/";

  @Inject private transient Assets assets;
  @Inject private transient NoomConfig config;

  private String template;
  private String version;

  @Override
  public void init() {
    template =
        new String(Assets.read(getServletContext(), "/WEB-INF/index.html"), StandardCharsets.UTF_8);
    version = assets.version(getServletContext());
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getServletPath();
    if (path.equals("/") || path.isEmpty()) {
      send(request, response, "./");
    } else if (path.startsWith(ROOM) && isOneSegment(path.substring(ROOM.length()))) {
      send(request, response, "../");
    } else {
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("Location", home(path));
      Reply.send(request, response, Reply.NOTHING);
    }
  }

  private void send(HttpServletRequest request, HttpServletResponse response, String root)
      throws IOException {
    // Numbers only: nothing in it can end the script element that it stands in.
    String boot =
        Json.createObjectBuilder().add("httpsPort", config.httpsPort()).build().toString();
    String page =
        template
            .replace("{{root}}", root)
            .replace("{{version}}", version)
            .replace("{{boot}}", boot);
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    response.setContentType("text/html; charset=utf-8");
    // Asked for every time, so that a redeploy takes effect at once; all it refers to is kept for
    // ever.
    response.setHeader("Cache-Control", "no-cache");
    Reply.send(request, response, bytes);
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
