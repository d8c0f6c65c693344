/** @import { Send } from '../quality/send-plan.js' */

/** What each sender was last told, so that it is told nothing twice. @type {WeakMap<RTCRtpSender, string>} */
const told = new WeakMap();

/**
 * Makes the senders of one connection send what the plan says. No negotiation, and nothing starts again.
 *
 * @param {RTCRtpSender | undefined} audio
 * @param {RTCRtpSender | undefined} video
 * @param {Send} send
 * @returns {Promise<unknown>} rejected if the browser refuses
 */
export function limitSenders(audio, video, { picture, sound }) {
  return Promise.all([
    // First in the browser's own queue, and, where packets are marked (RFC 8837), in the network's.
    limit(audio, { maxBitrate: sound, priority: 'high', networkPriority: 'high' }),
    limit(
      video,
      picture
        ? { active: true, scaleResolutionDownBy: picture.scale, maxFramerate: picture.frames, maxBitrate: picture.bitrate }
        : { active: false },
      // A face that blurs and one that jerks are equally hard to read: a browser that must save saves on both.
      { degradationPreference: 'balanced' },
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
  await sender.setParameters(parameters);
  told.set(sender, words);
}
