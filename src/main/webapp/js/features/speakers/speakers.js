import { on } from '../../app/app.js';
import { loadStyle } from '../../ui/style-sheet.js';
import { OwnLevel } from './own-level.js';

/** @import { App } from '../../app/app.js' */
/** @import { Call } from '../../call/call.js' */
/** @import { RemotePeer } from '../../call/remote-peer.js' */

/** Five readings a second: a view that follows faster would be restless. In ms. */
const INTERVAL = 200;

const SELF = 'self';

/**
 * Tells `app.speakers` how loud everybody is, and shows on the tiles who speaks.
 *
 * @param {App} app
 */
export function installSpeakers({ call: calls, media, speakers, tiles }) {
  loadStyle('speakers');
  on(speakers, 'speaking', ({ peerId, isSpeaking }) => tiles.tile(peerId)?.toggleAttribute('data-speaking', isSpeaking));
  calls.during(({ call }) => {
    const own = new OwnLevel();
    /** When the latest sound of each came: a reading of before is repeated while nothing comes. @type {Map<string, number>} */
    const latest = new Map();
    const timer = setInterval(() => speakers.hear(read(call, own, latest), performance.now()), INTERVAL);
    return () => {
      clearInterval(timer);
      own.close();
      speakers.clear();
    };
  });

  /**
   * @param {Call} call
   * @param {OwnLevel} own
   * @param {Map<string, number>} latest
   */
  function read({ peers }, own, latest) {
    const levels = new Map(peers.map(remote => [remote.peer.id, levelOf(remote, latest)]));
    // Alone, nobody needs to see it.
    const isOpen = media.microphone === 'on' && peers.length > 0;
    levels.set(SELF, own.read(isOpen ? media.tracks.audio : null));
    return levels;
  }
}

/**
 * What the packets say of their own loudness (RFC 6464), or the decoder. No statistics are made for it.
 *
 * @param {RemotePeer} remote
 * @param {Map<string, number>} latest
 * @returns {number} 0 also where the browser does not say
 */
function levelOf({ peer, presence, link, stream }, latest) {
  const [track] = stream?.getAudioTracks() ?? [];
  if (!presence.microphone || !link || !track) return 0;
  const receiver = link.receivers.find(each => each.track === track);
  const [source] = receiver?.getSynchronizationSources?.() ?? [];
  if (!source || latest.get(peer.id) === source.timestamp) return 0;
  latest.set(peer.id, source.timestamp);
  return source.audioLevel ?? 0;
}
