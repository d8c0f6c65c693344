package dev.noom.web;

import dev.noom.config.NoomConfig;
import dev.noom.ice.IceServers;
import dev.noom.net.Paths;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The pages: the call at {@code /} and at {@code /room/NAME}, the check before it at {@code
 * /check}. Where somebody has meant a room and the address names none, the page of the call says
 * so; every other path leads home. A page finds its files and the WebSocket relative to its own
 * address, so it works under any context path and behind any prefix of a proxy.
 *
 * <p>For all paths, and not as the default servlet: for a path that only {@code /} matches, Payara
 * searches the application's folders first, and where it finds one it sends the browser to an
 * address with the host that the request has named.
 */
@WebServlet(
    urlPatterns = {"/*", Paths.SIGNAL + "/*"},
    loadOnStartup = 1,
    asyncSupported = true)
public class CallPageServlet extends ReadOnlyServlet {
  private static final long serialVersionUID = 1L;

  /** A name, whatever becomes of it; the case and a slash too many are no reason to refuse. */
  private static final Pattern ROOM = Pattern.compile("/room/+[^/]+/*", Pattern.CASE_INSENSITIVE);

  /** What somebody has written who meant a room. */
  private static final Pattern NEARLY = Pattern.compile("/room.*", Pattern.CASE_INSENSITIVE);

  /**
   * Run by the browser before anything else where the page is at {@code /}. A proxy that strips a
   * prefix makes the same of {@code /noom} and of {@code /noom/}; at the first one no file would be
   * found, this one neither if it were a file. It changes the path alone, so it leads to nobody
   * else. See docs/decisions/0024-the-http-edge.md.
   */
  private static final String LAST_SLASH =
      "(at => { if (!at.pathname.endsWith('/')) { at.pathname += '/'; location.replace(at); } })"
          + "(new URL(location));";

  /** How deep an address may be for a page of its own that says that nothing is there. */
  private static final int DEEPEST = 8;

  @Inject private transient Assets assets;
  @Inject private transient NoomConfig config;
  @Inject private transient IceServers iceServers;

  private transient Page atHome;
  private transient Page check;

  /** The same page at addresses with one slash, two and so on, below the application's. */
  private transient List<Page> atDepth;

  private transient String homePolicy;

  /** What the page of the call needs at once. */
  private transient Set<String> modules;

  /**
   * The page as it is sent.
   *
   * @param tag an entity tag (RFC 9110, section 8.8.3): another one for another page; a weak one,
   *     because compressed it is the same page
   */
  private record Page(Assets.Asset text, String tag) {}

  @Override
  public void init() {
    homePolicy = SecurityHeaders.policyFor(LAST_SLASH);
    modules = ModuleGraph.reachableFrom("js/main.js", this::module);
    // What it needs besides from the press on "Enter": decision 25.
    Set<String> modulesToEnter = ModuleGraph.reachableFrom("js/enter.js", this::module);
    modulesToEnter.removeAll(modules);
    atHome = page("index.html", "./", "<script>" + LAST_SLASH + "</script>", Set.of());
    check = page("check.html", "./", "", Set.of());
    atDepth =
        IntStream.rangeClosed(1, DEEPEST)
            .mapToObj(depth -> page("index.html", root(depth), "", modulesToEnter))
            .toList();
  }

  /** From an address with so many slashes to the application's. */
  private static String root(int slashes) {
    return slashes == 1 ? "./" : "../".repeat(slashes - 1);
  }

  private Optional<String> module(String path) {
    return assets
        .get(getServletContext(), "/" + path)
        .map(asset -> new String(asset.bytes(), StandardCharsets.UTF_8));
  }

  private String text(String path) {
    return new String(Assets.read(getServletContext(), path), StandardCharsets.UTF_8);
  }

  /**
   * @param root the way from the page's address to the application's
   * @param script an element that is run before anything else
   * @param soon modules that a person needs who presses at once
   */
  private Page page(String template, String root, String script, Set<String> soon) {
    // Numbers, switches and addresses of servers. None of them has an angle bracket, so nothing
    // in it can end the script element that it stands in.
    JsonObjectBuilder boot =
        Json.createObjectBuilder()
            .add("httpsPort", config.httpsPort())
            .add("filesMax", config.filesMax());
    // What is so everywhere costs no byte of the first load.
    if (!config.recording()) {
      boot.add("recording", false);
    }
    iceServers.beforeEntering().ifPresent(stun -> boot.add("stun", asJson(stun)));
    String version = assets.version(getServletContext());
    String folder = root + "assets/" + version + "/";
    String preloads = ModuleGraph.preloads(modules, folder);
    byte[] bytes =
        text("/WEB-INF/" + template)
            .replace("{{first}}", script)
            .replace("{{preloads}}", preloads + ModuleGraph.preloadsOfLater(soon, folder))
            .replace("{{root}}", root)
            .replace("{{version}}", version)
            .replace("{{boot}}", boot.build().toString())
            .getBytes(StandardCharsets.UTF_8);
    return new Page(
        Assets.Asset.of("text/html; charset=utf-8", bytes), '"' + Assets.hash(bytes) + '"');
  }

  private static JsonObjectBuilder asJson(IceServers.OpenStun stun) {
    JsonArrayBuilder urls = Json.createArrayBuilder();
    stun.urls().forEach(urls::add);
    JsonObjectBuilder json = Json.createObjectBuilder().add("urls", urls);
    stun.port().ifPresent(port -> json.add("port", port));
    return json;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = path(request);
    if (path.isEmpty()) {
      // The address of the application without its last slash.
      redirect(request, response, lastSegment(request.getContextPath()) + "/" + query(request));
    } else if (!path.startsWith("/")) {
      // The asterisk, which is for OPTIONS alone (RFC 9112, section 3.2.4).
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    } else if (path.equals("/")) {
      response.setHeader("Content-Security-Policy", homePolicy);
      send(request, response, atHome);
    } else if (path.equals("/check")) {
      send(request, response, check);
    } else if (!NEARLY.matcher(path).matches() || slashes(path) > DEEPEST) {
      redirect(request, response, root(slashes(path)));
    } else if (ROOM.matcher(path).matches()) {
      send(request, response, atDepth.get(slashes(path) - 1));
    } else {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      response.setHeader("Cache-Control", "no-store");
      Reply.send(request, response, atDepth.get(slashes(path) - 1).text);
    }
  }

  private static String lastSegment(String contextPath) {
    return contextPath.substring(contextPath.lastIndexOf('/') + 1);
  }

  private static String query(HttpServletRequest request) {
    return request.getQueryString() == null ? "" : "?" + request.getQueryString();
  }

  /**
   * @param location relative, because only the browser knows under which prefix a proxy shows us
   */
  private static void redirect(
      HttpServletRequest request, HttpServletResponse response, String location)
      throws IOException {
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", location);
    Reply.send(request, response, Reply.NOTHING);
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

  /**
   * Below the application's, as the browser has it: not decoded, because it is the browser that
   * looks for files relative to it. Slashes in front are one: a proxy that strips a prefix may
   * leave one too many.
   */
  private static String path(HttpServletRequest request) {
    String uri = request.getRequestURI();
    String context = request.getContextPath();
    return uri.startsWith(context) ? uri.substring(context.length()).replaceFirst("^/+", "/") : uri;
  }

  private static int slashes(String path) {
    return (int) path.chars().filter(c -> c == '/').count();
  }
}
