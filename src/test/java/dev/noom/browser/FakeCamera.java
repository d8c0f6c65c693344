package dev.noom.browser;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A drawn person as a file that Chromium takes for a camera: YUV4MPEG2, some frames in a loop. */
final class FakeCamera {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int FRAMES = 20;

  private final Color wall;
  private final Color skin;
  private final Color hair;
  private final Color shirt;
  private final boolean longHair;

  FakeCamera(int wall, int skin, int hair, int shirt, boolean longHair) {
    this.wall = new Color(wall);
    this.skin = new Color(skin);
    this.hair = new Color(hair);
    this.shirt = new Color(shirt);
    this.longHair = longHair;
  }

  Path writeTo(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      write(out, "YUV4MPEG2 W" + WIDTH + " H" + HEIGHT + " F20:1 Ip A1:1 C420\n");
      for (int frame = 0; frame < FRAMES; frame++) {
        write(out, "FRAME\n");
        out.write(planes(draw(Math.sin(2 * Math.PI * frame / FRAMES))));
      }
    }
    return file;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * @param sway from -1 to 1: nobody sits quite still
   */
  private BufferedImage draw(double sway) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(wall);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    room(g);
    g.translate(WIDTH / 2.0 + 3 * sway, 2 * sway);
    person(g);
    g.dispose();
    return image;
  }

  /** A window and a shelf, so that the wall is a room. */
  private void room(Graphics2D g) {
    g.setColor(new Color(255, 255, 255, 70));
    g.fill(new RoundRectangle2D.Double(48, 44, 130, 150, 10, 10));
    g.setColor(wall.darker());
    g.fillRect(110, 44, 5, 150);
    g.fillRect(48, 116, 130, 5);
    g.fillRect(470, 150, 130, 7);
    g.setColor(shirt.darker());
    g.fillRect(488, 108, 14, 42);
    g.fillRect(505, 100, 11, 50);
    g.setColor(hair);
    g.fillRect(519, 112, 16, 38);
  }

  private void person(Graphics2D g) {
    if (longHair) {
      g.setColor(hair);
      g.fill(new RoundRectangle2D.Double(-88, 70, 176, 200, 150, 150));
    }
    g.setColor(skin.darker());
    g.fill(new RoundRectangle2D.Double(-28, 210, 56, 70, 30, 30));
    g.setColor(shirt);
    g.fill(new RoundRectangle2D.Double(-150, 262, 300, 200, 150, 150));
    g.setColor(skin);
    g.fill(new Ellipse2D.Double(-66, 84, 132, 164));
    g.setColor(hair);
    Path2D top = new Path2D.Double();
    top.moveTo(-72, 165);
    top.curveTo(-84, 40, 84, 40, 72, 165);
    top.curveTo(60, 112, 20, 128, -10, 112);
    top.curveTo(-40, 118, -64, 132, -72, 165);
    g.fill(top);
    g.setColor(new Color(0x2b2220));
    g.fill(new Ellipse2D.Double(-34, 156, 12, 14));
    g.fill(new Ellipse2D.Double(22, 156, 12, 14));
    g.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(new Arc2D.Double(-24, 180, 48, 32, 200, 140, Arc2D.OPEN));
  }

  /** ITU-R BT.601, video range, every colour shared by four pixels. */
  private static byte[] planes(BufferedImage image) {
    int luma = WIDTH * HEIGHT;
    byte[] planes = new byte[luma * 3 / 2];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        Color c = new Color(image.getRGB(x, y));
        int r = c.getRed();
        int g = c.getGreen();
        int b = c.getBlue();
        planes[y * WIDTH + x] = level(16 + 0.257 * r + 0.504 * g + 0.098 * b);
        if (x % 2 == 0 && y % 2 == 0) {
          int at = luma + y / 2 * (WIDTH / 2) + x / 2;
          planes[at] = level(128 - 0.148 * r - 0.291 * g + 0.439 * b);
          planes[at + luma / 4] = level(128 + 0.439 * r - 0.368 * g - 0.071 * b);
        }
      }
    }
    return planes;
  }

  private static byte level(double value) {
    return (byte) Math.max(0, Math.min(255, Math.round(value)));
  }
}
