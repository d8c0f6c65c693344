package dev.noom.frames;

import java.util.function.IntPredicate;

/**
 * Who is asked while a frame arrives (RFC 6455, section 5.2), before anything of it is kept, and
 * when something has to wait because the other end does not read.
 */
public interface FrameGuard {
  /** The opcode of a close frame (RFC 6455, section 11.8). */
  int CLOSE = 8;

  /** Where nobody has a question. */
  FrameGuard NONE = accepting(opcode -> true);

  /** Where the WebSocket has closed: only the answer to the close is still read. */
  FrameGuard CLOSED = accepting(opcode -> opcode == CLOSE);

  /**
   * A header has come.
   *
   * @param length of the payload in bytes, as the header says; below 0 beyond 2^63
   * @return false if the frame is to be passed over
   */
  boolean accepts(int opcode, long length);

  /**
   * So many bytes more are to be kept: of a frame that has not come whole, or because the other end
   * does not read.
   *
   * @return false if there is no space. Nothing else happens then: locks may be held
   */
  boolean keeps(int bytes);

  /** So many bytes are not kept any more. */
  void frees(int bytes);

  /** There was no space: the connection is to be closed, by the thread that reads. */
  void isShort();

  private static FrameGuard accepting(IntPredicate opcodes) {
    return new FrameGuard() {
      @Override
      public boolean accepts(int opcode, long length) {
        return opcodes.test(opcode);
      }

      @Override
      public boolean keeps(int bytes) {
        return true;
      }

      @Override
      public void frees(int bytes) {}

      @Override
      public void isShort() {}
    };
  }
}
