package dev.noom;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What is logged during a test from WARNING on; it does not reach the console. */
public final class LogRecorder extends Handler implements BeforeEachCallback, AfterEachCallback {
  private static final Logger OURS = Logger.getLogger("dev.noom");

  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  @Override
  public void beforeEach(ExtensionContext context) {
    OURS.setUseParentHandlers(false);
    OURS.addHandler(this);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    OURS.removeHandler(this);
    OURS.setUseParentHandlers(true);
  }

  public List<Level> levels() {
    return records.stream().map(LogRecord::getLevel).toList();
  }

  /** As they would be read. */
  public List<String> sentences() {
    return records.stream().map(new SimpleFormatter()::formatMessage).toList();
  }

  @Override
  public void publish(LogRecord line) {
    if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
      records.add(line);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
