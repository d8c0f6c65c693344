import assert from 'node:assert/strict';
import test from 'node:test';
import { NOTHING_SEEN, judgePath } from '../../main/webapp/js/diagnosis/path-quality.js';

const packets = (received, lost = 0, sent = null) => ({ received, lost, sent });
const still = packets(0);

/** Looks 2 s apart; the quality after the last. */
function after(looks) {
  let memory = NOTHING_SEEN;
  let quality;
  looks.forEach((look, i) => {
    ({ memory, quality } = judgePath(memory, { at: 2000 * i, packets: { audio: still, video: still }, roundTrip: 20, ...look }));
  });
  return quality;
}

/** @param {number} count @param {(i: number) => object} look */
const times = (count, look) => Array.from({ length: count }, (_, i) => look(i));

test('a first look says nothing, whatever was lost before it', () => {
  assert.deepEqual(after([{ packets: { audio: packets(1000, 900), video: packets(0, 0, 5000) } }]).loss, { audio: 0, video: 0 });
});

test('what is lost between what arrives is lost', () => {
  const looks = times(6, i => ({ packets: { audio: packets(70 * i, 30 * i), video: packets(90 * i, 10 * i) } }));
  assert.deepEqual(after(looks).loss, { audio: 0.3, video: 0.1 });
});

test('of what does not arrive at all only the peer can tell', () => {
  const told = times(6, i => ({ packets: { audio: packets(100 * i), video: packets(500, 0, 500 + 60 * i) } }));
  assert.deepEqual(after(told).loss, { audio: 0, video: 1 });
  const untold = times(6, i => ({ packets: { audio: packets(100 * i), video: packets(500, 0, null) } }));
  assert.deepEqual(after(untold).loss, { audio: 0, video: 0 });
});

test('while something arrives, the peer\'s word is only late', () => {
  const looks = times(6, i => ({ packets: { audio: packets(100 * i, 0, 130 * i), video: still } }));
  assert.equal(after(looks).loss.audio, 0);
});

test('what was lost is forgotten after some seconds', () => {
  const looks = times(12, i => ({ packets: { audio: packets(100 * i, i < 4 ? 100 * i : 300), video: still } }));
  assert.equal(after(looks).loss.audio, 0);
});

test('what a cut has swallowed is not lost, neither in it nor after it', () => {
  const [end, length] = [500, 5];
  const looks = times(12, i => {
    const since = Math.max(0, i - length);
    const packet = packets(i < 3 ? 100 * i : 200 + 100 * since, since > 0 ? end : 0, 100 * i);
    return { packets: { audio: packet, video: packet } };
  });
  for (let i = 2; i <= looks.length; i++) assert.deepEqual(after(looks.slice(0, i)).loss, { audio: 0, video: 0 }, `look ${i}`);
});

test('a few packets say nothing', () => {
  assert.equal(after(times(4, i => ({ packets: { audio: packets(i, 3 * i), video: still } }))).loss.audio, 0);
});

test('a count that begins again is no loss', () => {
  const looks = [{ packets: { audio: packets(500, 40), video: still } }, { packets: { audio: packets(100, 0), video: still } }];
  assert.equal(after(looks).loss.audio, 0);
});

test('a round trip that has become long is a queue, for as long as it is', () => {
  assert.equal(after(times(5, () => ({ roundTrip: 900 }))).queued, false, 'a long way is none');
  assert.equal(after([{}, { roundTrip: 330 }]).queued, true);
  assert.equal(after([{}, { roundTrip: 310 }]).queued, false);
  assert.equal(after([{}, { roundTrip: 900 }, {}, {}, {}, {}]).queued, false);
  assert.equal(after([{ roundTrip: null }, { roundTrip: null }]).queued, false);
});
