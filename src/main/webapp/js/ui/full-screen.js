/**
 * The page on the whole screen. It is all of it, so that notices, panels and dialogs are seen as ever. Escape leaves it: that is
 * the browser's own. Event: `change`.
 */
export class FullScreen extends EventTarget {
  constructor() {
    super();
    document.addEventListener('fullscreenchange', () => this.dispatchEvent(new Event('change')));
  }

  /** Not on an iPhone, and not where a policy forbids it. */
  get isPossible() {
    return document.fullscreenEnabled === true && typeof document.documentElement.requestFullscreen === 'function';
  }

  get isOn() {
    return !!document.fullscreenElement;
  }

  /** Rejected if the browser refuses. */
  enter() {
    return document.documentElement.requestFullscreen({ navigationUI: 'hide' });
  }

  leave() {
    if (this.isOn) document.exitFullscreen().catch(() => {}); // Escape was first.
  }
}
