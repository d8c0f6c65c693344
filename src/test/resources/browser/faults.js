// What networks, firewalls and broken machines do, to a page that has said `fault = '…'` before. One's own words are changed
// on the wire, as a network would; what the other end says is kept from the browser, so that no packet finds a way around.
{
  const lines = (sdp, change) => sdp.replace(/^a=candidate:.*\r\n/gm, line => (change ? `${change(line.trim())}\r\n` : ''));
  const at = address => candidate => candidate.replace(/^((?:\S+ ){4})\S+/, `$1${address}`);

  /** How one's own candidates arrive; null: not at all. */
  const OWN = {
    // TEST-NET-3: nobody is there, and no error comes back.
    blackhole: at('203.0.113.7'),
    'only-mdns': at('3f2c1a0e-5a5a-4bbb-8ccc-0123456789ab.local'),
    'no-candidates': null,
  };

  function spoil(message) {
    if (fault in OWN) {
      const change = OWN[fault];
      if (message.sdp) message.sdp = lines(message.sdp, change);
      if (message.candidates) {
        message.candidates = message.candidates
          .filter(({ candidate }) => candidate === '' || change)
          .map(each => (each.candidate ? { ...each, candidate: change(each.candidate) } : each));
      }
    }
    if (fault === 'dtls' && message.sdp) {
      message.sdp = message.sdp.replace(/^(a=fingerprint:sha-256 )(..)/gm, (_, name, byte) => name + (byte === '00' ? '01' : '00'));
    }
    return message;
  }

  // Only with those who were here before: eight who all talk to each other are too many for one machine.
  globalThis.WebSocket = class extends WebSocket {
    set onmessage(listener) {
      super.onmessage = event => JSON.parse(event.data).type === 'welcome' || listener(event);
    }
  };

  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (text) {
    const message = JSON.parse(text);
    if (message.type === 'standby') return;
    if (fault === 'silent' && ['offer', 'answer', 'ice'].includes(message.type)) return;
    send.call(this, JSON.stringify(spoil(message)));
  };

  const { setRemoteDescription } = RTCPeerConnection.prototype;
  if (fault in OWN) {
    RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
      return setRemoteDescription.call(this, { type, sdp: lines(sdp, null) });
    };
    RTCPeerConnection.prototype.addIceCandidate = async () => {};
  }

  // A machine whose decoder gets every frame and makes a picture of none, and one whose encoder writes what no decoder can
  // read: in VP8, a first partition that is larger than the frame (RFC 6386, section 9.1).
  if (fault === 'cannot-decode' || fault === 'encodes-nonsense') {
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration) {
        super({ ...configuration, encodedInsertableStreams: true });
        this.addEventListener('track', ({ track, receiver, transceiver: { sender } }) => {
          const [arriving, leaving] = [receiver, sender].map(each => each.createEncodedStreams());
          const isPicture = track.kind === 'video';
          arriving.readable.pipeTo(isPicture && fault === 'cannot-decode' ? new WritableStream() : arriving.writable);
          leaving.readable
            .pipeThrough(isPicture && fault === 'encodes-nonsense' ? nonsense() : new TransformStream())
            .pipeTo(leaving.writable);
        });
      }
    };
  }

  function nonsense() {
    return new TransformStream({
      transform(frame, controller) {
        new Uint8Array(frame.data).fill(0xff, 1, 3);
        controller.enqueue(frame);
      },
    });
  }

  // A machine that says it sends, and sends nothing, or no picture.
  const { replaceTrack } = RTCRtpSender.prototype;
  let kept = { 'sends-nothing': ['audio', 'video'], 'sends-no-picture': ['video'] }[fault] ?? [];
  globalThis.recover = () => { kept = []; };
  RTCRtpSender.prototype.replaceTrack = function (track) {
    return replaceTrack.call(this, kept.includes(track?.kind) ? null : track);
  };
}
