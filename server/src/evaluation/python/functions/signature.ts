import { isText, notStatic, type PyValue } from '../values';

/** What a function takes. */
export interface Signature {
	readonly parameters: readonly Parameter[];
	readonly takesRest: boolean;
}

interface Parameter {
	readonly name: string;
	readonly isOptional: boolean;
	readonly byPosition: boolean;
	readonly byName: boolean;
}

/** Arguments under the names of their parameters. */
export interface Bound {
	/** The argument; for those that must be there. */
	value(name: string): PyValue;
	/** The argument, or undefined when the call leaves it out. */
	option(name: string): PyValue | undefined;
	/** The argument, which must be text. */
	text(name: string): string;
	readonly rest: readonly PyValue[];
}

/**
 * Reads a signature in Python's notation, with spaces for commas and a `?`
 * behind parameters that may be left out: `a b? / c * d? ` has `a` and `b` by
 * position only and `d` by name only. `*rest` takes all further positions.
 */
export function parseSignature(signature: string): Signature {
	const words = signature.split(' ').filter((word) => word !== '');
	const slash = words.indexOf('/');
	const star = words.findIndex((word) => word.startsWith('*'));
	const parameters = words.flatMap((word, i): Parameter[] => {
		if (word === '/' || word.startsWith('*')) return [];
		const isOptional = word.endsWith('?');
		const name = isOptional ? word.slice(0, -1) : word;
		return [{ name, isOptional, byPosition: star < 0 || i < star, byName: i > slash }];
	});
	return { parameters, takesRest: words.includes('*rest') };
}

/** Gives each parameter its argument. Throws NotStatic where Python refuses the call. */
export function bind(
	{ parameters, takesRest }: Signature,
	args: readonly PyValue[],
	keywords: ReadonlyMap<string, PyValue>,
): Bound {
	const values = new Map<string, PyValue>();
	const positional = parameters.filter(({ byPosition }) => byPosition);
	if (args.length > positional.length && !takesRest) notStatic('too many arguments');
	for (const [i, { name }] of positional.entries()) {
		const arg = args[i];
		if (arg !== undefined) values.set(name, arg);
	}
	for (const [name, value] of keywords) {
		const parameter = parameters.find((candidate) => candidate.name === name);
		if (!parameter?.byName || values.has(name)) return notStatic(`the argument ${name}`);
		values.set(name, value);
	}
	for (const { name, isOptional } of parameters) {
		const value = values.get(name);
		if (value === undefined ? !isOptional : (name === 'd') !== isStore(value)) {
			return notStatic(`the argument ${name}`);
		}
	}
	const value = (name: string): PyValue => values.get(name) ?? absent(values, name);
	return {
		value,
		option: (name) => values.get(name),
		text: (name) => {
			const found = value(name);
			return isText(found) ? found : notStatic(`the argument ${name}, which is no text`);
		},
		rest: args.slice(positional.length),
	};
}

/** None is an argument too; a missing one is not. */
function absent(values: ReadonlyMap<string, PyValue>, name: string): PyValue {
	return values.has(name) ? null : notStatic(`the argument ${name}`);
}

function isStore(value: PyValue): boolean {
	return typeof value === 'object' && value?.type === 'store';
}
