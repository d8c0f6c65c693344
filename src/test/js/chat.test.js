import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import { ChatLog } from '../../main/webapp/js/features/chat/chat-log.js';
import { faultOfText, MAX_LENGTH, partsOf, tidyText } from '../../main/webapp/js/features/chat/chat-text.js';
import { SignalingClient } from '../../main/webapp/js/signaling/signaling-client.js';
import { FakeWebSocket } from './fakes.js';

const joined = { type: 'joined', self: 'p1', room: 'standup', peers: [], resume: 'token', resumed: false };

let client, log, heard;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  FakeWebSocket.all = [];
  client = new SignalingClient(new URL('ws://localhost/signal/standup'), FakeWebSocket, async () => ({ ok: true }), () => Date.now());
  log = new ChatLog(client);
  heard = [];
  log.addEventListener('heard', ({ detail }) => heard.push(detail.text));
  client.join('Ada');
  socket().open().hears(joined);
});

const socket = () => FakeWebSocket.latest;
const sent = () => socket().sent.filter(({ type }) => type === 'chat');
const shown = () => log.lines.map(({ text, state }) => `${text} ${state}`);
/** What the server says: somebody's line, or our own. */
const line = (text, number, { from = 'p2', ref = `r${number}` } = {}) =>
  ({ type: 'chat', from, name: from, number, at: number, text, ref });
const comesBack = () => {
  socket().drop();
  mock.timers.tick(9_000);
  socket().open().hears({ ...joined, resumed: true });
};

test('a line is sent, is pending, and is said when the server says it', () => {
  log.say('hello');
  assert.deepEqual(shown(), ['hello sending']);
  const [{ ref, ...message }] = sent();
  assert.deepEqual(message, { type: 'chat', text: 'hello' });
  assert.match(ref, /^[0-9a-f]{24}$/);
  const [{ id }] = log.lines;
  socket().hears(line('hello', 5, { from: 'p1', ref }));
  assert.deepEqual(shown(), ['hello said']);
  assert.deepEqual([log.lines[0].id, log.lines[0].isOwn, log.lines[0].at], [id, true, 5]);
  assert.deepEqual(heard, []);
});

test('the order is the server\'s, and what is not confirmed stands last', () => {
  log.say('mine');
  socket().hears(line('theirs', 1));
  assert.deepEqual(shown(), ['theirs said', 'mine sending']);
  socket().hears(line('mine', 2, { from: 'p1', ref: sent()[0].ref }));
  socket().hears(line('later', 3));
  assert.deepEqual(shown(), ['theirs said', 'mine said', 'later said']);
  assert.deepEqual(heard, ['theirs', 'later']);
});

test('after a drop it says which line was the last, and sends again what is not confirmed, with the same reference', () => {
  socket().hears(line('theirs', 17));
  log.say('one');
  const [{ ref }] = sent();
  socket().drop();
  log.say('two');
  assert.deepEqual(shown(), ['theirs said', 'one sending', 'two sending']);
  mock.timers.tick(9_000);
  socket().open();
  assert.equal(socket().sent[0].heard, 17);
  socket().hears({ ...joined, resumed: true });
  assert.deepEqual(sent().map(({ text }) => text), ['one', 'two']);
  assert.equal(sent()[0].ref, ref);
});

test('what was said all the same is not shown twice', () => {
  log.say('one');
  const [{ ref }] = sent();
  comesBack();
  socket().hears(line('one', 18, { from: 'p1', ref })); // what it has missed
  socket().hears(line('one', 18, { from: 'p1', ref })); // the answer to what it has sent again
  assert.deepEqual(shown(), ['one said']);
});

test('a server that has restarted may say a line twice: it is shown once', () => {
  socket().hears(line('theirs', 17, { ref: 'x' }));
  comesBack();
  socket().hears(line('theirs', 99, { ref: 'x' }));
  socket().hears(line('of another', 100, { from: 'p3', ref: 'x' }));
  assert.deepEqual(shown(), ['theirs said', 'of another said']);
});

test('a line that is refused stays, says why, and can be sent again', () => {
  log.say('hello');
  const [{ ref }] = sent();
  socket().hears({ type: 'error', code: 'too-fast', message: '…', ref });
  assert.deepEqual(shown(), ['hello failed']);
  assert.equal(log.lines[0].reason, 'too-fast');
  comesBack(); // not by itself
  assert.deepEqual(sent(), []);
  log.again(log.lines[0].id);
  assert.deepEqual(shown(), ['hello sending']);
  assert.equal(sent()[0].ref, ref);
});

test('an error about something else changes nothing, and an old server is told apart', () => {
  log.say('hello');
  socket().hears({ type: 'error', code: 'no-such-peer', message: '…', peer: 'p9' });
  assert.deepEqual(shown(), ['hello sending']);
  socket().hears({ type: 'error', code: 'unknown-type', message: '…' });
  assert.deepEqual(shown(), ['hello failed']);
});

test('a server that is there and does not answer is not waited for without end', () => {
  log.say('hello');
  for (let second = 0; second < 10; second++) {
    mock.timers.tick(1_000);
    socket().hears({ type: 'pong' });
  }
  assert.deepEqual(shown(), ['hello failed']);
});

test('what was said before the chat was loaded is there, and only so much is kept', () => {
  for (let number = 1; number <= 510; number++) socket().hears(line(`line ${number}`, number));
  const later = new ChatLog(client);
  later.catchUp();
  assert.deepEqual([later.lines.length, later.lines[0].text, log.lines.length], [500, 'line 11', 500]);
});

test('a chat that is over takes nothing more', () => {
  log.close();
  socket().hears(line('theirs', 1));
  assert.deepEqual(shown(), []);
});

test('what is typed is made fit to be sent', () => {
  assert.equal(tidyText('a\r\nb\rc'), 'a\nb\nc');
  assert.equal(tidyText('\n  if:\n\tx  \n\n'), '  if:\n    x');
  assert.equal(tidyText('a\u0000\u0007\u0085b\ud800'), 'ab');
  for (const empty of ['', '  ', '\u200b\u2060']) assert.equal(faultOfText(tidyText(empty)), 'empty');
  assert.equal(faultOfText('😀'.repeat(MAX_LENGTH)), null);
  assert.equal(faultOfText('😀'.repeat(MAX_LENGTH) + 'x'), 'too-long');
});

const links = text => partsOf(text).filter(({ href }) => href).map(({ text: shownText }) => shownText);

test('addresses are links, and nothing else is', () => {
  assert.deepEqual(partsOf('see https://a.test/x, ok'), [{ text: 'see ' }, { text: 'https://a.test/x', href: 'https://a.test/x' }, { text: ', ok' }]);
  assert.deepEqual(links('(http://a.test/b) https://a.test/c_(d) "https://a.test/e".'), ['http://a.test/b', 'https://a.test/c_(d)', 'https://a.test/e']);
  assert.deepEqual(links('https://한국.test/회의를 봐요。'), ['https://한국.test/회의를']);
  for (const none of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'https://', 'http://[', 'a.test', 'ftp://a.test', '']) {
    assert.deepEqual(links(none), [], none);
  }
  // What would turn the address around for the eye ends it.
  assert.deepEqual(links('https://a.test/\u202egnp.exe'), ['https://a.test/']);
  for (const text of ['<b>x</b> https://a.test', 'https://a.test/x?y=1#z)', 'no link']) {
    assert.equal(partsOf(text).map(part => part.text).join(''), text);
  }
});
