package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sent to each, and that nothing is that nobody sees. */
class HonestMeshIT {
  @RegisterExtension final Stage stage = new Stage();

  @Test
  void a_picture_that_nobody_sees_is_not_encoded_and_sound_goes_on() {
    Person ada = stage.person("Ada").enters(stage.room());
    Person bob = stage.person("Bob").enters(stage.room());
    Person carl = stage.person("Carl").enters(stage.room());
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
    Person ada = stage.person("Ada").enters(stage.room());
    Person bob = stage.person("Bob").enters(stage.room());
    ada.sees(bob);
    ada.until(SENDS_AT_MOST, new Object[] {"Bob", 1_000_000});

    Person carl = stage.person("Carl").enters(stage.room());
    ada.sees(carl);
    ada.until(SENDS_AT_MOST, new Object[] {"Bob", 600_000});
    ada.until(SENDS_AT_MOST, new Object[] {"Carl", 600_000});
    assertEquals("high", ada.asks(PRIORITY_OF_SOUND_TO, "Bob"));
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
