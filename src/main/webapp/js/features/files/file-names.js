/** In code points. Every file system takes as many. */
const LONGEST = 100;
const LONGEST_ENDING = 12;

/** Names of devices, with any ending (Windows). */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A file's name as it may be shown and saved here: of its path the last part, and nothing that controls, hides or turns what
 * is written. What other systems refuse is replaced. Pure.
 *
 * @param {string} name as somebody else has sent it
 * @returns {string} never empty
 */
export function safeName(name) {
  const last = name.slice(0, 1000).split(/[/\\]/).at(-1) ?? '';
  const visible = last
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[. ]+|[. ]+$/g, '');
  const named = shortened(visible) || 'file';
  return DEVICES.test(named) ? `_${named}` : named;
}

/** The ending stays: it says what the file is. @param {string} name */
function shortened(name) {
  const points = [...name];
  if (points.length <= LONGEST) return name;
  const dot = points.lastIndexOf('.');
  const ending = dot > 0 && points.length - dot <= LONGEST_ENDING ? points.slice(dot) : [];
  return [...points.slice(0, LONGEST - ending.length), ...ending].join('');
}
