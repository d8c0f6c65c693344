package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sent to each, and that nothing is that nobody sees. */
class HonestMeshIT {
  @RegisterExtension final Stage stage = new Stage();

  @Test
  void a_picture_that_nobody_sees_is_not_encoded_and_sound_goes_on() {
    Person ada = enters("Ada");
    Person bob = enters("Bob");
    Person carl = enters("Carl");
    for (Person other : new Person[] {bob, carl}) {
      ada.sees(other);
      other.sees(ada);
    }

    bob.asks(LOOKS, "hidden");
    ada.until(ENCODES_NOTHING_FOR, "Bob");
    carl.sees(ada);
    bob.hears(ada);
    // Ada looks at Bob as before.
    ada.sees(bob);
    ada.isToldNothing();

    bob.asks(LOOKS, "visible");
    bob.sees(ada);
  }

  @Test
  void who_is_alone_with_another_gets_more_than_one_of_three() {
    Person ada = enters("Ada");
    Person bob = enters("Bob");
    ada.sees(bob);
    ada.until(SENDS_AT_MOST, new Object[] {"Bob", 1_000_000});

    Person carl = enters("Carl");
    ada.sees(carl);
    ada.until(SENDS_AT_MOST, new Object[] {"Bob", 600_000});
    ada.until(SENDS_AT_MOST, new Object[] {"Carl", 600_000});
    assertEquals("high", ada.asks(PRIORITY_OF_SOUND_TO, "Bob"));
  }

  /** With half the frames a second, or a slow machine would be busy, and the page would say so. */
  private Person enters(String name) {
    return stage.visitor(name).with(Chromium.SLOW_CAMERA).comes().enters(stage.room());
  }

  /** As when the person goes to another tab, which a browser without a head never does. */
  private static final String LOOKS =
      """
      state => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
        document.dispatchEvent(new Event('visibilitychange'));
      }
      """;

  private static final String ENCODES_NOTHING_FOR =
      """
      async name => {
        const before = (await observed.pictureTo(name)).framesEncoded;
        await new Promise(resolve => setTimeout(resolve, 1000));
        return (await observed.pictureTo(name)).framesEncoded === before;
      }
      """;

  private static final String SENDS_AT_MOST =
      """
      ([name, bitrate]) => {
        const senders = observed.connectionTo(name)?.getSenders() ?? [];
        const video = senders.find(({ track }) => track?.kind === 'video');
        return video?.getParameters().encodings[0].maxBitrate === bitrate;
      }
      """;

  private static final String PRIORITY_OF_SOUND_TO =
      """
      name => observed.connectionTo(name).getSenders()
        .find(({ track }) => track?.kind === 'audio').getParameters().encodings[0].priority
      """;
}
