import { STEPS } from '../../app/processing.js';
import { el } from '../../ui/dom.js';
import { say } from '../../ui/i18n.js';

/** @import { DeviceChoices } from '../../app/device-choices.js' */
/** @import { Processing } from '../../app/processing.js' */

/**
 * The switches below the lists of devices: each is there where the browser has what it switches.
 *
 * @param {HTMLElement} content
 * @param {Processing} processing
 * @param {DeviceChoices} choices
 */
export function followProcessing(content, processing, choices) {
  const turn = el('button', 'device-turn');
  turn.type = 'button';
  say(turn, 'devices.other-side');
  turn.addEventListener('click', () => choices.choose({ camera: choices.otherSide }));
  const blur = toggle('devices.blur', on => processing.switchBlur(on));
  const heading = el('legend');
  say(heading, 'devices.sound');
  const steps = STEPS.map(step => ({ step, ...toggle(`devices.${step}`, on => processing.switch(step, on)) }));
  const sound = el('fieldset', 'device-switches', heading, ...steps.map(({ row }) => row));
  content.append(turn, blur.row, sound);
  processing.addEventListener('change', show);
  choices.addEventListener('change', show);
  show();

  function show() {
    turn.hidden = choices.otherSide === '';
    blur.row.hidden = processing.blur === null;
    blur.box.checked = processing.blur === true;
    const known = processing.steps;
    sound.hidden = known.length === 0;
    for (const { step, row, box } of steps) {
      row.hidden = !known.includes(step);
      box.checked = processing.isOn(step);
    }
  }
}

/** @param {string} key @param {(on: boolean) => void} switched */
function toggle(key, switched) {
  const words = el('span');
  const box = el('input');
  say(words, key);
  box.type = 'checkbox';
  box.setAttribute('role', 'switch');
  box.addEventListener('change', () => switched(box.checked));
  return { box, row: el('label', 'device-switch', box, words) };
}
