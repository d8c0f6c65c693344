package dev.noom.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What is different from server to server: how it is started, and how it is spoken to. */
interface Adapter {

  /** The process that is measured. {@code page} must answer 200 when the server is ready. */
  record Command(List<String> words, Map<String, String> environment, Path folder, String page) {}

  /**
   * The page where people call: the field {@code room} and a button to enter.
   *
   * @param greenRoom what opens the devices before; null where there is no such thing
   */
  record CallPage(String path, String greenRoom, String enter) {}

  /** For arguments and file names: {@code noom}. */
  String id();

  /** For people, with the version that is measured. */
  String title();

  /** Makes the server ready to be started, once a run: packages installed, files found. */
  void prepare(Path target) throws IOException, InterruptedException;

  Command command(int port);

  /** A peer of this server's dialect that has not connected yet. */
  Peer peer(String room);

  /** Null if the server comes without one. */
  default CallPage page() {
    return null;
  }
}
