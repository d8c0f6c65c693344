// A browser may keep sound back although its page was touched, until a touch in the call itself. Playwright's own questions count
// as a touch, so this says it without the browser.
{
  const { play } = HTMLMediaElement.prototype;
  let touched = false;
  addEventListener('click', ({ target }) => { touched ||= target.closest('#call') !== null; }, true);
  HTMLMediaElement.prototype.play = async function () {
    if (!touched && !this.muted) throw new DOMException('play() can only be initiated by a user gesture', 'NotAllowedError');
    return play.call(this);
  };
}
