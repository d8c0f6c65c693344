// Runs in a page before its own code. It counts what arrives of people's voices: packets of sound, their energy, and how
// much of it the receiver had to make up.
(() => {
  /** In milliseconds; the fake microphone hears four syllables in it. */
  const STEADY = 1000;

  /** What a jitter buffer does not hide. In milliseconds. */
  const NOTICEABLE = 300;

  /** @type {{name: string, connection: RTCPeerConnection, samples: object[]}[]} */
  let voices = [];
  /** Between two looks at the statistics, in milliseconds. */
  let interval = 0;

  async function sample({ connection, samples }) {
    const receiver = connection.getReceivers().find(({ track }) => track.kind === 'audio');
    const stats = [...(await receiver.getStats()).values()].find(({ type }) => type === 'inbound-rtp');
    if (stats) samples.push({ ...stats, at: stats.timestamp });
  }

  async function sampleAll() {
    await Promise.all(voices.map(sample));
    setTimeout(sampleAll, interval);
  }

  const samplesOf = name => voices.find(voice => voice.name === name).samples;

  /** The longest time without a packet: {length, end}, in milliseconds. */
  function gapIn(samples) {
    let longest = { length: 0, end: 0 };
    let first = samples[0];
    for (const each of samples) {
      const length = each.at - first.at;
      if (length > longest.length) longest = { length, end: each.at };
      if (each.packetsReceived !== first.packetsReceived) first = each;
    }
    return longest;
  }

  /** Whether a second of sound has arrived with a voice in it: at least half of its 50 packets. */
  function isSteady(samples) {
    const last = samples.at(-1);
    const first = samples.findLast(({ at }) => at <= last.at - STEADY);
    return !!first && last.packetsReceived - first.packetsReceived >= 25 && last.totalAudioEnergy > first.totalAudioEnergy;
  }

  globalThis.hearing = {
    /** Begins to listen to these people, by name; all of them are connected. Looks cost: where there are many, take few. */
    async begin(names, ms = 100) {
      interval = ms;
      voices = names.map(name => ({ name, connection: observed.connectionTo(name), samples: [] }));
      await sampleAll();
    },
    /** When the longest gap since then was over, in milliseconds after it; null before there is a second of steady sound. */
    resumedAfter(name, since) {
      const samples = samplesOf(name).filter(({ at }) => at >= since);
      if (samples.length === 0 || !isSteady(samples)) return null;
      const { length, end } = gapIn(samples);
      return length < NOTICEABLE ? 0 : Math.round(end - since);
    },
    /** Since the begin, for each: {name, seconds, gap in ms, share of the sound that was made up, delay in ms, energy}. */
    heard: () => voices.map(({ name, samples }) => {
      const [first, last] = [samples[0], samples.at(-1)];
      const more = key => last[key] - first[key];
      return {
        name,
        seconds: (last.at - first.at) / 1000,
        gap: Math.round(gapIn(samples).length),
        madeUp: more('concealedSamples') / more('totalSamplesReceived'),
        delay: Math.round(more('jitterBufferDelay') / more('jitterBufferEmittedCount') * 1000),
        energy: more('totalAudioEnergy'),
      };
    }),
    longestGap: () => Math.round(Math.max(...voices.map(({ samples }) => gapIn(samples).length))),
    /** Whose connection is another one than at the begin. */
    replaced: () => voices.filter(({ name, connection }) => observed.connectionTo(name) !== connection).map(({ name }) => name),
  };
})();
