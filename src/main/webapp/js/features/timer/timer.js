import { el } from '../../ui/dom.js';
import { label } from '../../ui/i18n.js';
import { loadStyle } from '../../ui/style-sheet.js';
import { clock, duration } from './clock.js';

/** @import { App } from '../../app/app.js' */

const SECOND = 1000;

/**
 * How long this person has been in the room, beside the number of people. A screen reader says it when it comes there, and not
 * each second: that is what the role means.
 *
 * @param {App} app
 * @param {HTMLElement} neighbour in the header
 */
export function installTimer({ room }, neighbour) {
  loadStyle('timer');
  const language = () => /** @type {HTMLElement | null} */ (neighbour.closest('[lang]'))?.lang || 'en';
  room.during(() => {
    const began = room.since;
    const time = el('time', 'timer');
    time.setAttribute('role', 'timer');
    label(time, 'timer.label');
    const show = () => {
      const ms = performance.now() - began;
      time.textContent = clock(ms, language());
      time.dateTime = duration(ms);
    };
    show();
    neighbour.after(time);
    const ticking = setInterval(show, SECOND);
    return () => {
      clearInterval(ticking);
      time.remove();
    };
  });
}
