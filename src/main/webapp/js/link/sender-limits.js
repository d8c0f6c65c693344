/** @import { ScreenSend } from '../quality/screen-plan.js' */
/** @import { Send } from '../quality/send-plan.js' */
/** @import { Slot } from './media-slots.js' */
/** @typedef {{senderOf: (slot: Slot) => RTCRtpSender | undefined}} Senders of one connection */

/** Music wants more than speech. Bit/s. */
const SCREEN_SOUND = 64_000;

/** What each sender was last told, so that it is told nothing twice. @type {WeakMap<RTCRtpSender, string>} */
const told = new WeakMap();

/**
 * Makes the senders of one connection send what the plan says. No negotiation, and nothing starts again.
 *
 * @param {Senders} senders
 * @param {Send} send
 * @returns {Promise<unknown>} rejected if the browser refuses
 */
export function limitSenders(senders, { picture, sound }) {
  return Promise.all([
    // First in the browser's own queue, and, where packets are marked (RFC 8837), in the network's.
    limit(senders.senderOf('microphone'), { maxBitrate: sound, priority: 'high', networkPriority: 'high' }),
    limit(
      senders.senderOf('camera'),
      picture
        ? { active: true, scaleResolutionDownBy: picture.scale, maxFramerate: picture.frames, maxBitrate: picture.bitrate }
        : { active: false },
      // A face that blurs and one that jerks are equally hard to read: a browser that must save saves on both.
      { degradationPreference: 'balanced' },
    ),
  ]);
}

/**
 * The same for a screen: text that is not sharp cannot be read, so its size stays, and the rate gives way.
 *
 * @param {Senders} senders
 * @param {ScreenSend | null} send null sends no picture of it
 * @returns {Promise<unknown>} rejected if the browser refuses
 */
export function limitScreen(senders, send) {
  return Promise.all([
    limit(senders.senderOf('screen-audio'), { maxBitrate: SCREEN_SOUND, priority: 'medium' }),
    limit(
      senders.senderOf('screen'),
      // Before the cameras: who looks at a screen looks at no face. After the voices, which have `high`.
      send ? { active: true, maxFramerate: send.frames, maxBitrate: send.bitrate, priority: 'medium' } : { active: false },
      { degradationPreference: 'maintain-resolution' },
    ),
  ]);
}

/**
 * @param {RTCRtpSender | undefined} sender
 * @param {Partial<RTCRtpEncodingParameters>} wanted
 * @param {Partial<RTCRtpSendParameters>} [ofAll] for all encodings of the sender; what a browser does not know it ignores
 */
async function limit(sender, wanted, ofAll = {}) {
  const words = JSON.stringify(wanted);
  if (!sender || told.get(sender) === words) return;
  // Fresh ones each time: the browser refuses what it has not just handed out.
  const parameters = sender.getParameters();
  if (parameters.encodings.length === 0) return; // not negotiated yet: the next plan comes
  Object.assign(parameters.encodings[0], wanted);
  Object.assign(parameters, ofAll);
  try {
    await sender.setParameters(parameters);
    told.set(sender, words);
  } catch (error) {
    // A negotiation has changed them in this moment (Chromium): the next plan comes, too.
    if (!(error instanceof Object && 'name' in error && error.name === 'InvalidModificationError')) throw error;
  }
}
