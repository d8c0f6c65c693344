package dev.noom.payara.websocket;

import java.nio.ByteBuffer;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/**
 * Writes to the TCP connection, through TLS where that is spoken, and past the servlet's output
 * stream. That stream and the objects behind it go back to pools as soon as the other end is gone.
 * A thread that is still writing would then write to the next owner. A connection is never used
 * again. See payara/websocket/decisions/0017-the-end-of-a-websocket.md.
 */
final class DirectWriter extends Writer {
  private final Connection<?> connection;

  DirectWriter(Connection<?> connection) {
    this.connection = connection;
  }

  /** Returns at once; the handler may be called before it does. */
  @Override
  public void write(ByteBuffer bytes, CompletionHandler<ByteBuffer> handler) {
    write(connection, bytes, handler);
  }

  private static <L> void write(
      Connection<L> connection, ByteBuffer bytes, CompletionHandler<ByteBuffer> handler) {
    Buffer buffer = Buffers.wrap(connection.getMemoryManager(), bytes);
    connection.write(
        buffer,
        new EmptyCompletionHandler<WriteResult<Buffer, L>>() {
          @Override
          public void completed(WriteResult<Buffer, L> result) {
            handler.completed(bytes);
          }

          @Override
          public void failed(Throwable why) {
            handler.failed(why);
          }

          @Override
          public void cancelled() {
            handler.cancelled();
          }
        });
  }

  /** A {@link CloseSequence} does that. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
