/**
 * How loud some sound is.
 *
 * @param {Float32Array} samples each from -1 to 1
 * @returns {number} the root of the mean square: 0 is silence, ordinary speech has 0.05 to 0.2
 */
export function loudnessOf(samples) {
  const square = samples.reduce((sum, sample) => sum + sample * sample, 0);
  return Math.sqrt(square / samples.length);
}
