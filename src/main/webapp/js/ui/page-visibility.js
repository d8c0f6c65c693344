/**
 * @param {() => void} shown is called now, if the page is shown, and each time that it is shown again
 * @param {AbortSignal} signal until when
 */
export function whileShown(shown, signal) {
  const look = () => {
    if (!document.hidden) shown();
  };
  document.addEventListener('visibilitychange', look, { signal });
  look();
}
