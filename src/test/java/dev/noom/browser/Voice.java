package dev.noom.browser;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * What everybody's fake microphone hears, again and again: a hum that swells and fades as speech
 * does. Chromium's own beep will not do, because all microphones of a browser share it: now one has
 * it, now another, and a silence proves nothing.
 */
final class Voice {
  private static final int RATE = 48_000;
  private static final int SYLLABLES_A_SECOND = 4;

  private Voice() {}

  static Path writeTo(Path file) throws IOException {
    return write(voice(RATE), file);
  }

  /** A microphone that gives zeros for a while, and then a voice that pauses for breath. */
  static Path writeAfterSilenceTo(Path file) throws IOException {
    byte[] samples = new byte[2 * RATE * 60];
    byte[] sentence = voice(3 * RATE / 2);
    for (int second = 20; second < 58; second += 2) {
      System.arraycopy(sentence, 0, samples, 2 * RATE * second, sentence.length);
    }
    return write(samples, file);
  }

  private static byte[] voice(int length) {
    byte[] samples = new byte[2 * length];
    for (int i = 0; i < length; i++) {
      double time = (double) i / RATE;
      double loudness = 0.35 - 0.25 * Math.cos(2 * Math.PI * SYLLABLES_A_SECOND * time);
      double hum = Math.sin(2 * Math.PI * 220 * time) + 0.5 * Math.sin(2 * Math.PI * 440 * time);
      short sample = (short) (Short.MAX_VALUE * loudness * hum / 1.5);
      samples[2 * i] = (byte) sample;
      samples[2 * i + 1] = (byte) (sample >> 8);
    }
    return samples;
  }

  private static Path write(byte[] samples, Path file) throws IOException {
    AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
    Path directory = Files.createDirectories(file.getParent());
    Path whole = Files.createTempFile(directory, "voice", ".wav");
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / 2),
        AudioFileFormat.Type.WAVE,
        whole.toFile());
    // A browser of the other lane may be reading it.
    return Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
