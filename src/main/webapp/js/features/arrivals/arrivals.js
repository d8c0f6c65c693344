import { browserMemory } from '../../app/storage.js';
import { eachPeer, on } from '../../app/app.js';
import { showTool, toolButton } from '../../ui/call-controls.js';
import { addIcon } from '../../ui/icons.js';
import { ArrivalLog } from './arrival-log.js';
import { playArrival } from './arrival-sound.js';

/**
 * @import { App } from '../../app/app.js'
 * @import { RemotePeer } from '../../call/remote-peer.js'
 * @import { Sentence } from './arrival-log.js'
 */

const SOUND = 'noom.arrival-sound';

/**
 * Says to screen readers who comes and goes, and to all who want it by a quiet sound.
 *
 * @param {App} app
 */
export function installArrivals({ announcements, call: calls, room, tiles, toolbar }) {
  const arrivals = new ArrivalLog();
  const button = toolButton('arrival-sound');
  addIcon('bell', 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5a2.2 2.2 0 0 0 4 0');
  button.addEventListener('click', () => {
    browserMemory.write(SOUND, isOn() ? 'off' : 'on');
    show();
    if (isOn()) playArrival('joined');
  });
  toolbar.addMore(button);
  show();

  on(arrivals, 'say', sentences => {
    announcements.say(sentences);
    const what = soundOf(sentences);
    // Of two tabs of a room one is silent.
    if (what && isOn() && !tiles.silent) playArrival(what);
  });
  calls.during(({ call }) => {
    eachPeer(call, sees);
    on(call, 'gone', id => arrivals.misses(id));
    return () => {
      arrivals.end();
      announcements.say([]);
    };
  });
  room.during(() => arrivals.entered());

  /** @param {RemotePeer} remote */
  function sees({ peer, connection }) {
    arrivals.sees(peer.id, peer.name, connection);
  }

  function isOn() {
    return browserMemory.read(SOUND) === 'on';
  }

  function show() {
    showTool(button, 'bell', isOn() ? 'arrivals.sound-off' : 'arrivals.sound-on');
  }
}

/** @param {Sentence[]} sentences @returns {'joined' | 'left' | null} */
function soundOf(sentences) {
  const isSaid = (/** @type {string} */ what) => sentences.some(({ key }) => key.startsWith(`arrivals.${what}`));
  return isSaid('joined') ? 'joined' : isSaid('left') ? 'left' : null;
}
