import { env, l10n } from 'vscode';

/** A number and its unit, apart, so that a page can set them apart. */
export interface Quantity {
	readonly value: string;
	readonly unit: string;
}

/** What is shown where there is no number. */
export const NONE = '–';

/** A number with its digits grouped. */
export function count(number: number): string {
	return format(number, { maximumFractionDigits: 0 });
}

/** Two digits that count: enough to compare, and they do not flicker. */
export function rough(number: number): string {
	return number >= 100 ? count(number) : format(number, { maximumSignificantDigits: 2 });
}

/** How long one request takes, from microseconds to seconds. */
export function duration(milliseconds: number | null): Quantity {
	if (milliseconds === null) return { value: NONE, unit: '' };
	if (milliseconds >= 1000) return { value: rough(milliseconds / 1000), unit: l10n.t('s') };
	if (milliseconds >= 1) return { value: rough(milliseconds), unit: l10n.t('ms') };
	return { value: rough(milliseconds * 1000), unit: l10n.t('µs') };
}

/** How much data that is. */
export function size(bytes: number): Quantity {
	const units = [l10n.t('B'), l10n.t('kB'), l10n.t('MB'), l10n.t('GB'), l10n.t('TB')];
	const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
	return {
		value: format(bytes / 1000 ** power, { maximumSignificantDigits: 3 }),
		unit: units[power] ?? '',
	};
}

/** Part of a whole in percent, rounded down: 100 % is for when nothing is missing. */
export function percent(part: number, whole: number): Quantity {
	return whole === 0
		? { value: NONE, unit: '' }
		: { value: count(Math.floor((100 * part) / whole)), unit: '%' };
}

/** A quantity in a sentence. */
export function withUnit({ value, unit }: Quantity): string {
	return `${value} ${unit}`;
}

/** A round trip through the network, of which less than a millisecond is noise. */
export function roundTrip(milliseconds: number): string {
	return milliseconds < 1 ? l10n.t('under 1 ms') : l10n.t('{0} ms', Math.round(milliseconds));
}

export function rowUnit(rows: number): string {
	return rows === 1 ? l10n.t('row') : l10n.t('rows');
}

/** A change with its sign. */
export function change(number: number): string {
	return format(number, { signDisplay: 'exceptZero' });
}

/** A time of day, with the date where that is not today. */
export function moment(time: number): string {
	const date = new Date(time);
	const isToday = date.toDateString() === new Date().toDateString();
	const options: Intl.DateTimeFormatOptions = {
		timeStyle: 'medium',
		...(isToday ? {} : { dateStyle: 'medium' }),
	};
	return new Intl.DateTimeFormat(env.language, options).format(date);
}

/** How long something has lasted, in one unit. */
export function age(milliseconds: number): string {
	const seconds = Math.max(0, Math.floor(milliseconds / 1000));
	if (seconds < 60) return l10n.t('{0} s', seconds);
	if (seconds < 3600) return l10n.t('{0} min', Math.floor(seconds / 60));
	if (seconds < 86_400) return l10n.t('{0} h', Math.floor(seconds / 3600));
	return l10n.t('{0} days', Math.floor(seconds / 86_400));
}

function format(number: number, options: Intl.NumberFormatOptions): string {
	return new Intl.NumberFormat(env.language, options).format(number);
}
