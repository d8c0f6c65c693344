import { eachPeer, on } from '../../app/app.js';
import { TileVisibility } from '../../ui/tile-visibility.js';

/** @import { App } from '../../app/app.js' */
/** @import { RemotePeer } from '../../call/remote-peer.js' */

/**
 * Tells others that their picture is not seen here: then they need not send it.
 *
 * @param {App} app
 */
export function installWatching({ call: calls, tiles }) {
  const visibility = new TileVisibility();
  on(visibility, 'visibility', ({ peerId, seen }) => calls.now?.call.watch(peerId, seen));
  calls.during(({ call }) => eachPeer(call, watch));

  /** @param {RemotePeer} remote */
  function watch({ peer }) {
    const tile = tiles.tile(peer.id);
    if (tile) visibility.watch(tile);
  }
}
