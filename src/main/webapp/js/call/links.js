/** @import { Outgoing } from '../signaling/protocol.js' */
/** @import { PeerLink } from '../link/peer-link.js' */
/** @import { LocalMedia } from '../media/local-media.js' */

/** Makes the links of a call, and gives all of them what this side sends. */
export class Links {
  #media;
  #makeLink;
  #all;
  /** @type {RTCIceServer[]} */ #iceServers = [];

  /**
   * @param {LocalMedia} media
   * @param {(options: ConstructorParameters<typeof PeerLink>[0]) => PeerLink} makeLink
   * @param {() => PeerLink[]} all that there are, the one that is made ahead among them
   */
  constructor(media, makeLink, all) {
    this.#media = media;
    this.#makeLink = makeLink;
    this.#all = all;
  }

  /** @param {(message: Outgoing) => void} send to its peer */
  make(send) {
    const link = this.#makeLink({ iceServers: this.#iceServers, send });
    this.#give(link);
    return link;
  }

  /** From now on; the former ones may be about to expire. @param {RTCIceServer[]} iceServers */
  useIceServers(iceServers) {
    this.#iceServers = iceServers;
    for (const link of this.#all()) link.useIceServers(iceServers);
  }

  /** The devices have changed. */
  share() {
    for (const link of this.#all()) this.#give(link);
  }

  /** @param {PeerLink} link */
  #give(link) {
    link.sendTracks(this.#media.tracks);
    link.tell({ microphone: this.#media.microphone === 'on', camera: this.#media.camera === 'on' });
  }
}
