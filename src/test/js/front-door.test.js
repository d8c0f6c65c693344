import assert from 'node:assert/strict';
import test from 'node:test';
import { askAtTheDoor } from '../../main/webapp/js/front-door.js';

const url = new URL('http://localhost/signal/standup');

for (const [status, door] of [[204, 'open'], [403, 'stranger'], [429, 'crowd'], [200, 'away'], [404, 'away'], [502, 'away']]) {
  test(`${status} means ${door}`, async () => {
    const asked = [];
    assert.equal(await askAtTheDoor(url, async (address, init) => { asked.push([address, init.method]); return { status }; }), door);
    assert.deepEqual(asked, [[url, 'POST']]);
  });
}

test('no answer means away', async () => {
  assert.equal(await askAtTheDoor(url, async () => { throw new TypeError('Failed to fetch'); }), 'away');
});
