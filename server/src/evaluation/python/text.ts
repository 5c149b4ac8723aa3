import { spend, spendText } from './budget';
import { iterateInOrder } from './collections';
import { isText, notStatic, type PyValue } from './values';

/** Longer texts come from hostile input only. */
const MAX_TEXT = 1024 * 1024;

/** Refuses to make a text of this length when it is too long. */
export function refuseLong(length: number): void {
	if (!(length <= MAX_TEXT)) notStatic('a very long text');
	spendText(length);
}

/** Python's `str(x)`. */
export function str(value: PyValue): string {
	return isText(value) ? value : repr(value);
}

/** Python's `repr(x)`. */
function repr(value: PyValue): string {
	spend(1);
	if (value === null) return 'None';
	if (value === true) return 'True';
	if (value === false) return 'False';
	if (typeof value === 'bigint') return value.toString();
	if (typeof value === 'number') return floatText(value);
	if (isText(value)) return textRepr(value);
	switch (value.type) {
		case 'dict': {
			const entries = [...value.entries.values()];
			return `{${entries.map(([key, item]) => `${repr(key)}: ${repr(item)}`).join(', ')}}`;
		}
		case 'list':
			return `[${itemsText(value)}]`;
		case 'tuple':
			return value.items.length === 1 ? `(${itemsText(value)},)` : `(${itemsText(value)})`;
		case 'set':
			return value.items.size === 0 ? 'set()' : `{${itemsText(value)}}`;
		default:
			return notStatic(`the text of a ${value.type}`);
	}
}

function itemsText(value: PyValue): string {
	return iterateInOrder(value).map(repr).join(', ');
}

function floatText(value: number): string {
	if (Object.is(value, -0)) return '-0.0';
	if (Number.isInteger(value) && Math.abs(value) < 1e16) return `${value}.0`;
	return Math.abs(value) >= 1e-4 && Math.abs(value) < 1e16
		? String(value)
		: notStatic('the text of a very large or small float');
}

function textRepr(value: string): string {
	spendText(value.length);
	// Escapes beyond these are rare in configuration and differ between characters.
	if (/[^\x20-\x7e]/.test(value)) return notStatic('the repr of unusual text');
	const escaped = value.replaceAll('\\', '\\\\');
	if (value.includes("'") && !value.includes('"')) return `"${escaped}"`;
	return `'${escaped.replaceAll("'", "\\'")}'`;
}
