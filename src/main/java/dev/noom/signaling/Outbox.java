package dev.noom.signaling;

import dev.noom.frames.FrameGuard;
import dev.noom.frames.TextFrames;
import dev.noom.memory.Holding;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Carried;
import dev.noom.protocol.SignalMessage.Crossed;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.EncodeException;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The queue of messages to one WebSocket session. They are written in order, one at a time. A
 * sender never waits: a browser that does not read fills its own queue and is then disconnected.
 *
 * <p>The asynchronous queues of the containers have no bound (tried with Tyrus and Undertow), so
 * Noom has its own. It is long because queue, close and memory share one lock.
 */
final class Outbox {
  private static final Logger LOG = System.getLogger(Outbox.class.getName());

  /** 1 Mi characters: the whole negotiation of a room of eight, several times over. */
  static final int MAX_WAITING = 1 << 20;

  /** What a message weighs beside its payload: its object and its place in the queue. */
  private static final int OVERHEAD = 256;

  /** A close code of our own, see docs/protocol.md. */
  static final CloseReason TOO_SLOW = new CloseReason(() -> 4408, "You are reading too slowly.");

  /** How long a connection may go on after its close, with nothing coming or going. */
  private static final long LAST_WORD_MILLIS = 10_000;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /**
   * For a client that would hold more memory than there is for it (docs/decisions/0023-memory.md).
   */
  static final CloseReason NO_MEMORY =
      new CloseReason(CloseCodes.TRY_AGAIN_LATER, "There is no memory for that now.");

  private static final CloseReason LOST = new CloseReason(CloseCodes.GOING_AWAY, "");

  private static final SignalMessageEncoder ENCODER = new SignalMessageEncoder();

  private final Session session;

  /** Counts the memory of what waits, and of a write that does not end at once. */
  private final Holding holding;

  /** Null where only the container's way is known. */
  private final TextFrames frames;

  /** Also the lock for the fields below; never held during a write. */
  private final Queue<SignalMessage> waiting = new ArrayDeque<>(1);

  private int waitingSize;
  private boolean writing;

  /** The part of {@link #waitingSize} that is counted in {@link #holding}. */
  private int keptSize;

  /** Whether the first in the queue is written at once, and so is not counted there. */
  private boolean isFirstFree;

  /** How many writes have begun. */
  private int begun;

  /** Null while messages are taken. */
  private CloseReason closing;

  Outbox(Session session, Holding holding) {
    this(session, holding, null);
  }

  /**
   * @param frames a shorter way than the container's; null if there is none
   */
  Outbox(Session session, Holding holding, TextFrames frames) {
    this.session = session;
    this.holding = holding;
    this.frames = frames;
  }

  /** It belongs to a participant from now on, who may be sent more than a newcomer. */
  void joined() {
    holding.joined();
  }

  /** Says whom to ask about the frames that arrive, where the container lets us. */
  void guardedBy(FrameGuard guard) {
    if (frames != null) {
      frames.guardedBy(guard);
    }
  }

  /** Returns at once, from any thread; after a close it does nothing. */
  void send(SignalMessage message) {
    int size = size(message);
    CloseReason refusal;
    synchronized (waiting) {
      if (closing != null) {
        return;
      }
      refusal = refusal(size);
      if (refusal == null) {
        waiting.add(message);
        waitingSize += size;
        if (writing) {
          keptSize += size;
          return;
        }
        writing = true;
        isFirstFree = true;
      }
    }
    if (refusal == null) {
      drain();
    } else {
      close(refusal);
    }
  }

  /**
   * Sends it after everything is handled that the container has read together with this message.
   */
  void sendAfterRead(SignalMessage message) {
    if (frames == null || !frames.afterRead(() -> send(message))) {
      send(message);
    }
  }

  /** Why one more cannot wait; null if it can, or need not. */
  private CloseReason refusal(int size) {
    if (waitingSize > MAX_WAITING) {
      return TOO_SLOW;
    }
    return !writing || holding.take(size) ? null : NO_MEMORY;
  }

  boolean isOpen() {
    return session.isOpen();
  }

  /** Whether this side has begun to close the session. */
  boolean isClosing() {
    synchronized (waiting) {
      return closing != null;
    }
  }

  /** The number of the write that is under way; 0 if there is none. */
  int underWay() {
    synchronized (waiting) {
      return writing ? begun : 0;
    }
  }

  /**
   * Asks the other side for a pong (RFC 6455, section 5.5.2). It does not go through the queue: it
   * is two bytes, and the asynchronous remote does not block.
   */
  void ping() {
    try {
      session.getAsyncRemote().sendPing(NOTHING.duplicate());
    } catch (IOException | RuntimeException e) {
      lost(e);
    }
  }

  /** Closes the session after what is waiting; takes nothing new. */
  void finish(CloseReason reason) {
    synchronized (waiting) {
      if (closing != null) {
        return;
      }
      closing = reason;
      if (writing) {
        return;
      }
    }
    closeSession(reason);
  }

  /** Closes the session now and forgets what is waiting. */
  void close(CloseReason reason) {
    synchronized (waiting) {
      closing = reason;
      waiting.clear();
      waitingSize = 0;
      holding.give(keptSize);
      keptSize = 0;
      isFirstFree = false;
    }
    closeSession(reason);
  }

  private void closeSession(CloseReason reason) {
    try {
      // WildFly would wait forever for the client to read the rest. Tyrus stops this timer when it
      // closes.
      session.setMaxIdleTimeout(LAST_WORD_MILLIS);
      session.close(reason);
    } catch (IOException | RuntimeException e) {
      // Most likely it is closed already. Whatever it is, the caller has other clients to tell.
      LOG.log(Level.DEBUG, "session " + session.getId() + ": cannot be closed", e);
    }
  }

  /** A loop and not a recursion: a fast socket completes every write before the call returns. */
  private void drain() {
    Write write;
    do {
      SignalMessage next = next();
      if (next == null) {
        return;
      }
      write = new Write(size(next));
      try {
        write(next, write);
      } catch (EncodeException | RuntimeException e) {
        lost(e);
        return;
      }
    } while (write.isDoneAlready());
  }

  private void write(SignalMessage message, Write write) throws EncodeException {
    if (frames == null) {
      session.getAsyncRemote().sendObject(message, write);
    } else {
      frames.write(ENCODER.encode(message), write::isThrough);
    }
  }

  /** What was sent would be missing: a client that is still there comes back and is told again. */
  private void lost(Throwable e) {
    LOG.log(Level.DEBUG, "session " + session.getId() + ": cannot be written to", e);
    close(LOST);
  }

  private SignalMessage next() {
    CloseReason lastWord;
    synchronized (waiting) {
      SignalMessage next = waiting.poll();
      if (next != null) {
        int size = size(next);
        waitingSize -= size;
        if (!isFirstFree) {
          keptSize -= size;
          holding.give(size);
        }
        isFirstFree = false;
        begun++;
        return next;
      }
      writing = false;
      lastWord = closing;
    }
    if (lastWord != null) {
      closeSession(lastWord);
    }
    return null;
  }

  private static int size(SignalMessage message) {
    if (message instanceof Carried carried) {
      return OVERHEAD + carried.size();
    }
    return OVERHEAD + (message instanceof Crossed crossed ? crossed.sdp().size() : 0);
  }

  /**
   * One write. The writer and the container's callback both end here. The second one continues with
   * the queue.
   */
  private final class Write implements SendHandler {
    private final AtomicBoolean met = new AtomicBoolean();
    private final int size;
    private boolean isKept;

    Write(int size) {
      this.size = size;
    }

    @Override
    public void onResult(SendResult result) {
      isThrough(result.isOK() ? null : result.getException());
    }

    /**
     * @param fault null if all is well
     */
    void isThrough(Throwable fault) {
      if (fault != null) {
        lost(fault);
      }
      if (!met.compareAndSet(false, true)) {
        if (isKept) {
          holding.give(size);
        }
        drain();
      }
    }

    /** If it is not done yet, the message is kept until it is written, and needs memory. */
    boolean isDoneAlready() {
      if (met.get()) {
        return true;
      }
      isKept = holding.take(size);
      if (!met.compareAndSet(false, true)) {
        holding.give(isKept ? size : 0);
        return true;
      }
      if (!isKept) {
        close(NO_MEMORY);
      }
      return false;
    }
  }
}
