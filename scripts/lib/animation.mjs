/** Makes one animated PNG of pictures. */
import UPNG from 'upng-js';

/** Colours of the palette that all pictures share: an editor has few. */
const COLOURS = 256;

/**
 * @typedef {object} Scene
 * @property {Uint8Array} picture a PNG; all of them have one size
 * @property {number} seconds how long it is shown
 */

/**
 * Answers the file; viewers that know no animation show its first picture.
 *
 * @param {readonly Scene[]} scenes
 * @returns {Buffer}
 */
export function animate(scenes) {
	const pictures = scenes.map(({ picture }) => UPNG.decode(picture));
	const [first] = pictures;
	if (!first) throw new Error('An animation needs at least one picture.');
	const { width, height } = first;
	for (const picture of pictures) {
		if (picture.width === width && picture.height === height) continue;
		throw new Error(`A picture is ${picture.width} × ${picture.height}, not ${width} × ${height}.`);
	}
	const pixels = pictures.map((picture) => UPNG.toRGBA8(picture)[0]);
	const delays = scenes.map(({ seconds }) => seconds * 1000);
	return Buffer.from(UPNG.encode(pixels, width, height, COLOURS, delays));
}
