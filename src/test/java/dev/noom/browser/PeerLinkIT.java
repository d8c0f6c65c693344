package dev.noom.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two PeerLinks in one page, without a server between them. */
class PeerLinkIT {
  private static final List<String> STABLE = List.of("stable", "stable");

  @RegisterExtension final Stage stage = new Stage();

  private Person page;

  @BeforeEach
  void a_page_with_a_camera() {
    page = stage.visitor("Page").running("peer-links.js").comes().opens("");
    page.asks("async () => { globalThis.stream = await peerLinks.media(); }");
  }

  @Test
  void one_calls_and_media_flows_both_ways() {
    assertEquals(
        Map.of("stable", STABLE, "transceivers", List.of(2, 2), "errors", List.of()),
        page.asks(
            """
            async () => {
              const pair = await peerLinks.pair();
              for (const link of [pair.ada, pair.bob]) link.sendTracks(peerLinks.tracks(stream));
              pair.ada.call();
              await peerLinks.flows(pair.ada);
              await peerLinks.flows(pair.bob);
              await pair.settles();
              const { errors } = pair;
              const result = { stable: peerLinks.stable(pair), transceivers: peerLinks.transceivers(pair), errors };
              peerLinks.close(pair);
              return result;
            }
            """));
  }

  @Test
  void in_thirty_rounds_of_both_calling_at_once_both_end_stable_with_media_both_ways() {
    assertEquals(
        List.of(),
        page.asks(
            """
            async () => {
              const faults = [];
              let collisions = 0;
              for (let round = 0; round < 30; round++) {
                const pair = await peerLinks.pair();
                for (const link of [pair.ada, pair.bob]) link.sendTracks(peerLinks.tracks(stream));
                pair.ada.call();
                pair.bob.call();
                await Promise.all([pair.ada, pair.bob].map(link => peerLinks.flows(link)));
                await pair.settles();
                const states = [...peerLinks.stable(pair), ...peerLinks.transceivers(pair)].join();
                if (states !== 'stable,stable,2,2') faults.push(`round ${round}: ${states}`);
                faults.push(...pair.errors.map(error => `round ${round}: ${error}`));
                if (pair.wire.includes('ada offer') && pair.wire.includes('bob offer')) collisions++;
                peerLinks.close(pair);
              }
              if (collisions < 30) faults.push(`only ${collisions} rounds had two offers`);
              return faults;
            }
            """));
  }

  @Test
  void after_a_collision_another_camera_still_needs_no_negotiation() {
    assertEquals(
        Map.of("more", List.of(), "sent", List.of(true, true), "errors", List.of()),
        page.asks(
            """
            async () => {
              const pair = await peerLinks.pair();
              const both = [pair.ada, pair.bob];
              for (const link of both) link.sendTracks(peerLinks.tracks(stream));
              for (const link of both) link.call();
              await Promise.all(both.map(link => peerLinks.flows(link)));
              await pair.settles();
              const before = pair.wire.length;

              const other = peerLinks.tracks(await peerLinks.media());
              for (const link of both) await link.sendTracks(other);
              await Promise.all(both.map(link => peerLinks.flows(link)));
              await pair.settles();
              // The former track is sent nowhere any more.
              const sent = both.map(({ connection }) =>
                connection.getSenders().flatMap(({ track }) => track ?? []).every(track => Object.values(other).includes(track)));
              const result = { more: pair.wire.slice(before), sent, errors: pair.errors };
              peerLinks.close(pair);
              return result;
            }
            """));
  }

  @Test
  void the_polite_side_begins_anew_and_the_impolite_ignores() {
    assertEquals(
        Map.of("polite", List.of("closed", "stable"), "impolite", List.of("stable")),
        page.asks(
            """
            async () => {
              const pair = await peerLinks.pair();
              for (const link of [pair.ada, pair.bob]) {
                link.sendTracks(peerLinks.tracks(stream));
                link.call();
              }
              await Promise.all([pair.ada, pair.bob].map(link => peerLinks.flows(link)));
              await pair.settles();
              const states = ({ connections }) => connections.map(({ signalingState }) => signalingState);
              const result = { polite: states(pair.ada), impolite: states(pair.bob) };
              peerLinks.close(pair);
              return result;
            }
            """));
  }

  @Test
  void new_network_paths_are_negotiated_while_media_goes_on() {
    assertEquals(
        Map.of("stable", STABLE, "again", true, "errors", List.of()),
        page.asks(
            """
            async () => {
              const pair = await peerLinks.called(stream);
              const offers = () => pair.wire.filter(message => message === 'bob offer').length;
              const answers = () => pair.wire.filter(message => message === 'ada answer').length;
              pair.bob.restartIce();
              await peerLinks.until(answers, 'an answer to the new offer');
              await pair.settles();
              await peerLinks.flows(pair.ada);
              await peerLinks.flows(pair.bob);
              const result = { stable: peerLinks.stable(pair), again: offers() === 1, errors: pair.errors };
              peerLinks.close(pair);
              return result;
            }
            """));
  }

  @Test
  void new_ice_servers_are_asked_at_the_next_restart_and_change_nothing_else() {
    assertEquals(
        Map.of("urls", List.of("stun:127.0.0.1:9"), "bundle", "max-bundle", "stable", STABLE),
        page.asks(
            """
            async () => {
              const pair = await peerLinks.called(stream);
              await pair.settles();
              pair.ada.useIceServers([{ urls: ['stun:127.0.0.1:9'] }]);
              pair.ada.restartIce();
              await peerLinks.flows(pair.bob);
              await pair.settles();
              const { iceServers, bundlePolicy } = pair.ada.connection.getConfiguration();
              const result = { urls: iceServers.flatMap(({ urls }) => urls), bundle: bundlePolicy, stable: peerLinks.stable(pair) };
              peerLinks.close(pair);
              return result;
            }
            """));
  }

  @Test
  void another_camera_and_none_need_no_negotiation() {
    assertEquals(
        Map.of("more", List.of(), "errors", List.of()),
        page.asks(
            """
            async () => {
              const pair = await peerLinks.called(stream);
              await pair.settles();
              const before = pair.wire.length;

              await pair.ada.sendTracks({ audio: peerLinks.tracks(stream).audio, video: null });
              const frames = async () => (await peerLinks.received(pair.bob)).frames;
              let last = -1;
              await peerLinks.until(async () => last === (last = await frames()), 'frames to stop');
              const other = await peerLinks.media();
              await pair.ada.sendTracks(peerLinks.tracks(other));
              await peerLinks.flows(pair.bob);

              const more = pair.wire.slice(before).filter(message => !message.endsWith('ice'));
              const result = { more, errors: pair.errors };
              peerLinks.close(pair);
              return result;
            }
            """));
  }

  @Test
  void each_is_told_what_the_other_has_switched_on() {
    assertEquals(
        List.of(
            Map.of("microphone", true, "camera", false, "watching", true, "paused", false),
            Map.of("microphone", false, "camera", true, "watching", true, "paused", false),
            Map.of("microphone", false, "camera", false, "watching", true, "paused", false)),
        page.asks(
            """
            async () => {
              const pair = await peerLinks.pair();
              pair.ada.tell({ microphone: true, camera: false });
              pair.bob.tell({ microphone: false, camera: true });
              pair.ada.call();
              await peerLinks.until(() => pair.ada.presence && pair.bob.presence, 'both to be told');
              const told = [pair.bob.presence, pair.ada.presence];
              pair.ada.tell({ microphone: false, camera: false });
              await peerLinks.until(() => pair.bob.presence !== told[0], 'the change to be told');
              told.push(pair.bob.presence);
              peerLinks.close(pair);
              return told;
            }
            """));
  }

  @Test
  void an_offer_made_ahead_is_all_that_the_other_side_needs() {
    assertEquals(
        STABLE,
        page.asks(
            """
            async () => {
              const pair = await peerLinks.pair();
              for (const link of [pair.ada, pair.bob]) link.sendTracks(peerLinks.tracks(stream));
              // What Bob's link says while nobody is there is lost.
              const { receive } = pair.ada;
              pair.ada.receive = async () => {};
              const sdp = await pair.bob.prepare();
              await pair.settles();
              pair.ada.receive = receive;
              await pair.ada.receive({ type: 'offer', from: 'bob', sdp });
              await peerLinks.flows(pair.ada);
              await peerLinks.flows(pair.bob);
              const result = peerLinks.stable(pair);
              peerLinks.close(pair);
              return result;
            }
            """));
  }

  @Test
  void a_lost_answer_is_made_up_for_by_the_offer_said_twice() {
    assertEquals(
        Map.of("awaited", true, "stable", STABLE, "errors", List.of()),
        page.asks(
            """
            async () => {
              const pair = await peerLinks.pair();
              for (const link of [pair.ada, pair.bob]) link.sendTracks(peerLinks.tracks(stream));
              const { receive } = pair.ada;
              const lost = [];
              pair.ada.receive = async message => void lost.push(message);
              pair.ada.call();
              await peerLinks.until(() => lost.some(({ type }) => type === 'answer'), 'an answer to lose');
              await pair.settles();
              const awaited = pair.ada.awaitsAnswer;
              pair.ada.receive = receive;
              pair.ada.repeatOffer();
              await peerLinks.flows(pair.ada);
              await peerLinks.flows(pair.bob);
              // What was lost was only late.
              for (const message of lost) await pair.ada.receive(message);
              await pair.settles();
              const result = { awaited, stable: peerLinks.stable(pair), errors: pair.errors };
              peerLinks.close(pair);
              return result;
            }
            """));
  }

  @Test
  void a_screen_and_a_chat_go_through_the_same_connection_and_leave_the_camera_alone() {
    assertEquals(
        Map.of(
            "camera", List.of(true, true, true),
            "screen", List.of("video", "over"),
            "said", List.of("hello"),
            "connections", List.of(1, 1),
            "stable", STABLE,
            "errors", List.of()),
        page.asks(
            """
            async () => {
              const pair = await peerLinks.called(stream);
              const camera = [];
              const frames = async mid => [...(await pair.bob.connection.getStats()).values()]
                .find(each => each.type === 'inbound-rtp' && each.mid === mid)?.framesDecoded ?? 0;
              const goesOn = async mid => {
                const before = await frames(mid);
                await peerLinks.until(async () => await frames(mid) > before + 5, `frames of section ${mid}`);
                return true;
              };
              const screen = [];
              const said = [];
              pair.bob.addEventListener('screen', ({ detail }) => screen.push(detail?.getTracks()[0].kind ?? 'over'));
              pair.bob.channel('chat').addEventListener('message', ({ detail }) => said.push(detail));
              camera.push(await goesOn('1'));

              const other = await peerLinks.media();
              await pair.ada.sendMedia({ screen: peerLinks.tracks(other).video });
              await peerLinks.until(() => screen.length === 1, 'the screen');
              const [slot] = pair.bob.connection.getTransceivers().slice(2);
              await goesOn(slot.mid);
              const chat = pair.ada.channel('chat');
              await peerLinks.until(() => chat.isOpen, 'the chat');
              chat.send('hello');
              await peerLinks.until(() => said.length === 1, 'what was said');
              camera.push(await goesOn('1'));

              await pair.ada.sendMedia({ screen: null });
              await peerLinks.until(() => screen.length === 2, 'the end of the screen');
              camera.push(await goesOn('1'));
              await pair.settles();
              const connections = [pair.ada, pair.bob].map(each => each.connections.length);
              const result = { camera, screen, said, connections, stable: peerLinks.stable(pair), errors: pair.errors };
              peerLinks.close(pair);
              return result;
            }
            """));
  }

  @Test
  void an_offer_that_arrives_twice_after_a_collision_does_no_harm() {
    assertEquals(
        List.of(),
        page.asks(
            """
            async () => {
              const faults = [];
              for (let round = 0; round < 10; round++) {
                const pair = await peerLinks.pair();
                const both = [pair.ada, pair.bob];
                for (const link of both) link.sendTracks(peerLinks.tracks(stream));
                const polite = both.find(link => link.polite);
                const { receive } = polite;
                polite.receive = message => {
                  if (message.type === 'offer') receive.call(polite, message);
                  return receive.call(polite, message);
                };
                for (const link of both) link.call();
                try {
                  await Promise.all(both.map(link => peerLinks.flows(link)));
                } catch (error) {
                  faults.push(`round ${round}: ${error}`);
                }
                faults.push(...pair.errors.map(error => `round ${round}: ${error}`));
                peerLinks.close(pair);
              }
              return faults;
            }
            """));
  }

  @Test
  void a_late_answer_to_a_former_offer_is_not_taken_for_the_answer_to_a_restart() {
    assertEquals(
        Map.of("late", true, "stable", STABLE, "errors", List.of()),
        page.asks(
            """
            async () => {
              const pair = await peerLinks.pair();
              for (const link of [pair.ada, pair.bob]) link.sendTracks(peerLinks.tracks(stream));
              let answer;
              const { receive } = pair.ada;
              pair.ada.receive = message => {
                if (message.type === 'answer') answer ??= message;
                return receive.call(pair.ada, message);
              };
              pair.ada.call();
              await peerLinks.flows(pair.ada);
              await pair.settles();
              const held = [];
              pair.ada.receive = async message => void held.push(message);
              pair.ada.restartIce();
              await peerLinks.until(() => held.some(({ type }) => type === 'answer'), 'an answer to the restart');
              const late = pair.ada.isStale(answer);
              for (const message of [answer, ...held]) await receive.call(pair.ada, message);
              pair.ada.receive = receive;
              await pair.settles();
              await peerLinks.flows(pair.ada);
              await peerLinks.flows(pair.bob);
              const result = { late, stable: peerLinks.stable(pair), errors: pair.errors };
              peerLinks.close(pair);
              return result;
            }
            """));
  }

  @Test
  void who_hangs_up_is_noticed_at_once() {
    assertEquals(
        "connected",
        page.asks(
            """
            async () => {
              const pair = await peerLinks.pair();
              pair.ada.call();
              await peerLinks.until(() => pair.ada.presence && pair.bob.presence, 'both to be told');
              pair.bob.close();
              await peerLinks.until(() => pair.ada.hungUp, 'the end');
              const { state } = pair.ada;
              peerLinks.close(pair);
              return state;
            }
            """));
  }
}
