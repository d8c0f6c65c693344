// Every browser keeps sound back until the page is touched. Playwright's own questions count as a touch, so this says
// it without the browser.
{
  const { play } = HTMLMediaElement.prototype;
  let touched = false;
  addEventListener('click', () => { touched = true; }, true);
  HTMLMediaElement.prototype.play = async function () {
    if (!touched && !this.muted) throw new DOMException('play() can only be initiated by a user gesture', 'NotAllowedError');
    return play.call(this);
  };
}
