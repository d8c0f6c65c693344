package dev.noom.stun;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Datagrams that are STUN no more, a little less than STUN, or never were; the same with one seed.
 */
final class MalformedDatagrams {
  private static final List<byte[]> SAMPLES =
      List.of(
          Vectors.bytes("0001 0000 2112a442 000000000000000000000000").array(),
          Vectors.bytes("0001 0008 2112a442 000000000000000000000000 00240004 00000001").array(),
          Vectors.bytes(Vectors.REQUEST).array(),
          Vectors.bytes(Vectors.LONG_TERM_REQUEST).array(),
          Vectors.bytes(Vectors.IPV4_RESPONSE).array());

  private MalformedDatagrams() {}

  static List<byte[]> generate(Random random, int number) {
    return IntStream.range(0, number).mapToObj(i -> one(random)).toList();
  }

  private static byte[] one(Random random) {
    if (random.nextInt(4) == 0) {
      byte[] noise = new byte[random.nextInt(1_500)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] sample = SAMPLES.get(random.nextInt(SAMPLES.size())).clone();
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      sample = changed(sample, random);
    }
    return sample;
  }

  private static byte[] changed(byte[] sample, Random random) {
    int at = random.nextInt(Math.max(1, sample.length));
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(sample, at);
      case 1 -> Arrays.copyOf(sample, sample.length + random.nextInt(64));
      case 2 -> withLength(sample, random.nextInt(1 << 16));
      // A length that is right again, so that the attributes are looked at.
      case 3 -> withLength(sample, sample.length - 20);
      default -> {
        if (sample.length > 0) {
          sample[at] = (byte) random.nextInt();
        }
        yield sample;
      }
    };
  }

  private static byte[] withLength(byte[] sample, int length) {
    if (sample.length >= 4) {
      sample[2] = (byte) (length >> 8);
      sample[3] = (byte) length;
    }
    return sample;
  }
}
