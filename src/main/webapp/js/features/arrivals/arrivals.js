import { ArrivalLog } from './arrival-log.js';
import { eachPeer, on } from '../../app/app.js';

/** @import { App } from '../../app/app.js' */
/** @import { RemotePeer } from '../../call/remote-peer.js' */

/**
 * Says to screen readers who comes and goes.
 *
 * @param {App} app
 */
export function installArrivals({ announcements, call: calls, room }) {
  const arrivals = new ArrivalLog();
  on(arrivals, 'say', sentences => announcements.say(sentences));
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
}
