package dev.noom.web;

import dev.noom.net.Paths;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** {@code /assets/VERSION/js/main.js} and the like. */
@WebServlet(urlPatterns = Paths.ASSETS + "/*", loadOnStartup = 2, asyncSupported = true)
public class AssetServlet extends ReadOnlyServlet {
  private static final long serialVersionUID = 1L;

  /**
   * RFC 8246: a version's file never changes, so not even a reload asks again. Without {@code
   * public}: 8 bytes in each of 70 answers that say nothing more (RFC 9111, section 5.2.2.9).
   */
  private static final String FOR_EVER = "max-age=31536000, immutable";

  /**
   * The door of an old page would let people into a call that is half of the new version. Without
   * this module it lets nobody in, and loads the page again. A call that has begun has it already.
   */
  private static final String ENTER = "/js/enter.js";

  @Inject private transient Assets assets;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
    int slash = path.indexOf('/', 1);
    String version = slash < 0 ? "" : path.substring(1, slash);
    Optional<Assets.Asset> asset =
        slash < 0 ? Optional.empty() : assets.get(getServletContext(), path.substring(slash));
    boolean current = version.equals(assets.version(getServletContext()));
    if (asset.isEmpty() || (!current && path.endsWith(ENTER))) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      Reply.send(request, response, Reply.NOTHING);
      return;
    }
    // A page from before a redeploy asks for its old version and gets the new file, but must not
    // keep it as the old one.
    response.setHeader("Cache-Control", current ? FOR_EVER : "no-store");
    Reply.send(request, response, asset.get());
  }
}
