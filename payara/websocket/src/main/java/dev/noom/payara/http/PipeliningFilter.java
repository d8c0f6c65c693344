package dev.noom.payara.http;

import dev.noom.payara.server.OncePerMinute;
import dev.noom.payara.server.Reflection;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.nio.NIOTransport;

/**
 * Stands in front of the filter by which Grizzly answers requests, and keeps requests of HTTP/1.1
 * apart that a client sends without waiting for an answer (pipelining; RFC 9112, section 9.3.2).
 *
 * <p>By itself Grizzly begins such a request in the middle of the one before it, if that one was
 * answered asynchronously, and does so until the stack is full. And it writes to a client that does
 * not read until its thread has to wait. Here such a request begins when the network has taken all
 * that was written before it, on a stack of its own, and one at a time for a whole listener. A
 * client that does not read loses its connection. See docs/decisions/0024-the-http-edge.md.
 *
 * <p>And it gives the few answers that Payara gives before any filter of an application, without
 * the headers of ours ({@link EarlyResponse}).
 */
final class PipeliningFilter implements Filter {
  /**
   * How many connections may have a request that waits. Each of them keeps what it has sent, some
   * 100 KiB at the most, so all of them keep far less than a heap of 512 MiB has. No browser
   * pipelines, so nobody misses the others.
   */
  static final int MAX_WAITING = 256;

  private static final Logger LOG = System.getLogger(PipeliningFilter.class.getName());

  /** Grizzly's own name for the request that is being answered on a connection of HTTP/1.1. */
  private static final String IN_PROGRESS = "HttpServerFilter.Request";

  private final Attribute<Object> current =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(IN_PROGRESS);

  /** Whether a request has begun among the bytes of this read. */
  private final Attribute<Boolean> begun =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(PipeliningFilter.class.getName());

  private final Filter answers;
  private final String application;
  private final ScheduledExecutorService timers;
  private final SerialQueue line = new SerialQueue();
  private final AtomicInteger waiting = new AtomicInteger();
  private final OncePerMinute closed = new OncePerMinute(System::nanoTime);

  /**
   * @param answers the filter that it stands in front of
   * @param application the path of our application, empty at the root
   */
  PipeliningFilter(Filter answers, String application, ScheduledExecutorService timers) {
    this.answers = answers;
    this.application = application;
    this.timers = timers;
  }

  /** The one that it stands in front of. */
  Filter answers() {
    return answers;
  }

  @Override
  public NextAction handleRead(FilterChainContext context) throws IOException {
    Connection<?> connection = context.getConnection();
    if (!isPlain(context) || current.get(connection) != null) {
      // More of a request that has begun, such as the bytes of a WebSocket; or its answer.
      return answers.handleRead(context);
    }
    if (!connection.isOpen()) {
      return end(context);
    }
    boolean isFirst = begun.get(context) == null;
    begun.set(context, true);
    if (isFirst && SlowReaderWatch.isNothing(connection)) {
      return answer(context, connection);
    }
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      close(connection);
      return end(context);
    }
    NextAction later = context.getSuspendAction();
    context.suspend();
    new Waiting(context).begin();
    return later;
  }

  /** Of HTTP/1.1. The streams of HTTP/2 go through a chain of their own. */
  private static boolean isPlain(FilterChainContext context) {
    return context.getFilterChain() == context.getConnection().getProcessor();
  }

  private NextAction answer(FilterChainContext context, Connection<?> connection)
      throws IOException {
    EarlyResponse early = early(context.getMessage());
    if (early != null) {
      early.to(connection);
      return end(context);
    }
    NextAction next = answers.handleRead(context);
    if (!SlowReaderWatch.isNothing(connection)) {
      SlowReaderWatch.watch(connection, timers, this::close);
    }
    return next;
  }

  /**
   * What is answered at once, or null where the server is to answer.
   *
   * @param message the content of a request, with its header
   */
  private EarlyResponse early(Object message) {
    try {
      Object header = Reflection.ask(message, "getHttpHeader");
      String path = (String) Reflection.ask(header, "getRequestURI");
      if (!RequestTarget.isReadable(path)) {
        return EarlyResponse.UNREADABLE;
      }
      if (!application.isEmpty() && path.equals(application)) {
        // Payara would name the host of the request, and the scheme of its own listener.
        String query = (String) Reflection.ask(header, "getQueryString");
        String last = path.substring(path.lastIndexOf('/') + 1) + "/";
        return EarlyResponse.elsewhere(query == null ? last : last + "?" + query);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.DEBUG, "What is asked for is not known; the server looks at it itself. {0}", e);
    }
    return null;
  }

  /** Whatever else was sent on this connection is not looked at. */
  private static NextAction end(FilterChainContext context) {
    NextAction suspended = context.getSuspendAction();
    context.completeAndRecycle();
    return suspended;
  }

  private void close(Connection<?> connection) {
    connection.terminateSilently();
    int count = closed.count();
    if (count > 0) {
      LOG.log(
          Level.WARNING,
          "Closed a connection that asked again and again over HTTP without reading the answers,"
              + " {0} times since this was last said. Said once a minute.",
          count);
    }
  }

  /** A request that begins when the answers before it have left, or not at all. */
  private final class Waiting extends EmptyCompletionHandler<WriteResult<?, ?>> {
    private final FilterChainContext context;
    private final Connection<?> connection;
    private final AtomicBoolean isOver = new AtomicBoolean();

    Waiting(FilterChainContext context) {
      this.context = context;
      connection = context.getConnection();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Grizzly's own, and only the end counts
    void begin() {
      NIOTransport transport = (NIOTransport) connection.getTransport();
      if (!SlowReaderWatch.isNothing(connection)) {
        SlowReaderWatch.watch(connection, timers, PipeliningFilter.this::close);
      }
      // An empty piece behind everything that waits to be written: it is done when that is.
      transport
          .getAsyncQueueIO()
          .getWriter()
          .write((NIOConnection) connection, Buffers.EMPTY_BUFFER, (EmptyCompletionHandler) this);
    }

    @Override
    public void completed(WriteResult<?, ?> result) {
      if (isOver.compareAndSet(false, true)) {
        line.add(connection.getTransport().getWorkerThreadPool(), this::resume);
      }
    }

    private void resume() {
      waiting.decrementAndGet();
      begun.remove(context);
      context.resume();
    }

    @Override
    public void failed(Throwable gone) {
      LOG.log(Level.DEBUG, "A client has gone before its next request began. {0}", gone);
      if (isOver.compareAndSet(false, true)) {
        waiting.decrementAndGet();
        context.completeAndRecycle();
      }
    }

    @Override
    public void cancelled() {
      failed(new IOException("cancelled"));
    }
  }

  @Override
  public void onAdded(FilterChain chain) {
    // Nothing to prepare, and the other one has been added long ago.
  }

  @Override
  public void onRemoved(FilterChain chain) {
    // The other one stays.
  }

  @Override
  public void onFilterChainChanged(FilterChain chain) {
    answers.onFilterChainChanged(chain);
  }

  @Override
  public NextAction handleWrite(FilterChainContext context) throws IOException {
    return answers.handleWrite(context);
  }

  @Override
  public NextAction handleConnect(FilterChainContext context) throws IOException {
    return answers.handleConnect(context);
  }

  @Override
  public NextAction handleAccept(FilterChainContext context) throws IOException {
    return answers.handleAccept(context);
  }

  @Override
  public NextAction handleEvent(FilterChainContext context, FilterChainEvent event)
      throws IOException {
    return answers.handleEvent(context, event);
  }

  @Override
  public NextAction handleClose(FilterChainContext context) throws IOException {
    return answers.handleClose(context);
  }

  @Override
  public void exceptionOccurred(FilterChainContext context, Throwable error) {
    answers.exceptionOccurred(context, error);
  }
}
