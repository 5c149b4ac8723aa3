import { CommandError } from '../errors';

/** The argument of a command as an object whose values are still to be checked. */
export type Fields = Readonly<Record<string, unknown>>;

const UNIHASH = /^[0-9a-f]{64}$/;

/** @throws CommandError for an argument that is no object */
export function objectArgument(command: string, argument: unknown): Fields {
	if (typeof argument !== 'object' || argument === null || Array.isArray(argument)) {
		throw new CommandError(`${command}: the argument must be an object`);
	}
	return argument as Fields;
}

/** @throws CommandError for a value that is absent or no string */
export function textField(command: string, fields: Fields, name: string): string {
	const value = own(fields, name);
	if (typeof value !== 'string') throw new CommandError(`${command}: "${name}" must be a string`);
	return value;
}

/** A string, or null when it is absent or null. */
export function optionalTextField(command: string, fields: Fields, name: string): string | null {
	const value = own(fields, name) ?? null;
	if (value !== null && typeof value !== 'string') {
		throw new CommandError(`${command}: "${name}" must be a string or null`);
	}
	return value;
}

/**
 * True or false; the preset where it is absent or null.
 * @throws CommandError for another value
 */
export function flagField(command: string, fields: Fields, name: string, preset: boolean): boolean {
	const value = own(fields, name) ?? preset;
	if (typeof value !== 'boolean') {
		throw new CommandError(`${command}: "${name}" must be true or false`);
	}
	return value;
}

/**
 * A unihash. BitBake expands it in file names, so anything but hexadecimal
 * digits could run as code in a build (`${@…}`); the reference refuses it
 * with the same words.
 */
export function unihashField(fields: Fields, anyUnihash: boolean): string {
	const value = own(fields, 'unihash');
	if (typeof value !== 'string' || (!anyUnihash && !isUnihash(value))) {
		throw new CommandError('Invalid unihash');
	}
	return value;
}

/** True for what every BitBake since 2020 makes. */
export function isUnihash(text: string): boolean {
	return UNIHASH.test(text);
}

/** The `where` of a request: column names and the text each must have; null means any, as if it were absent. */
export function conditionField(command: string, fields: Fields): ReadonlyMap<string, string> {
	const where = own(fields, 'where');
	if (typeof where !== 'object' || where === null || Array.isArray(where)) {
		throw new CommandError(`${command}: "where" must be an object`);
	}
	const condition = new Map<string, string>();
	for (const [column, value] of Object.entries(where)) {
		if (value === null) continue;
		if (typeof value !== 'string') {
			throw new CommandError(`${command}: "where" must hold strings; "${column}" is none`);
		}
		condition.set(column, value);
	}
	return condition;
}

function own(fields: Fields, name: string): unknown {
	return Object.hasOwn(fields, name) ? fields[name] : undefined;
}
