import assert from 'node:assert/strict';
import test from 'node:test';
import { layOut } from '../../main/webapp/js/features/recording/picture-layout.js';
import { recordedType } from '../../main/webapp/js/features/recording/call-recorder.js';
import { sinkFor, sinkForAnySize } from '../../main/webapp/js/app/sinks.js';

const SIZE = { width: 1280, height: 720 };

function assertApart(boxes, size, hint) {
  boxes.forEach(({ x, y, width, height }, i) => {
    assert.ok(Math.abs(width / height - 16 / 9) < 1e-6);
    assert.ok(x >= 0 && y >= 0 && x + width <= size.width && y + height <= size.height, `${hint}: ${i}`);
    const overlap = boxes.slice(0, i).some(other =>
      x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height);
    assert.ok(!overlap, `${hint}: ${i}`);
  });
}

test('everybody and every screen has a place in the picture, at 16:9, and over nobody else', () => {
  for (let screens = 0; screens <= 3; screens++) {
    for (let people = 0; people <= 16; people++) {
      const boxes = layOut(screens, people, SIZE);
      assert.deepEqual([boxes.screens.length, boxes.people.length], [screens, people]);
      assertApart([...boxes.screens, ...boxes.people], SIZE, `${screens} and ${people}`);
    }
  }
});

test('a screen is larger than people', () => {
  const { screens: [screen], people: [person] } = layOut(1, 3, SIZE);
  assert.ok(screen.width > 4 * person.width);
});

test('where the browser cannot record there is no type', () => {
  assert.equal(recordedType(), '');
});

test('without a way to the disk the page keeps what fits, and nothing larger', async () => {
  const sink = await sinkForAnySize('a.webm', 'video/webm');
  await sink.write(new Uint8Array([1, 2]));
  await sink.write(new Uint8Array([3]));
  await sink.finish();
  assert.deepEqual([sink.isKept, sink.result.size, sink.result.type], [true, 3, 'video/webm']);
  assert.ok((await sinkFor('a', 100e6, 0)).isKept);
  await assert.rejects(sinkFor('a', 100e6, 450e6));
});

test('who chooses no place has changed their mind, and a small file needs none', async () => {
  globalThis.showSaveFilePicker = async () => { throw new DOMException('', 'AbortError'); };
  assert.equal(await sinkFor('a', 100e6, 0), null);
  assert.ok((await sinkFor('a', 10, 0)).isKept);
  delete globalThis.showSaveFilePicker;
});
