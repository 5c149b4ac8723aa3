import { netrcWords } from '../../../server/src/shared/netrcWords';

/** Who to log in as, and where. */
export interface NetrcLogin {
	/** The whole address of a hash server, or the host of a web server. */
	readonly machine: string;
	readonly username: string;
	readonly password: string;
}

/**
 * The text of a `.netrc` with a login in it: in the place of what the machine
 * had before, else at the top, since readers stop at `default`. All else stays
 * as it is.
 */
export function withLogin(text: string, login: NetrcLogin): string {
	const line = lineOf(login);
	const [first, ...others] = entriesOf(text, login.machine);
	if (first === undefined) return `${line}\n${text}`;
	let result = text;
	for (const { start, end } of others.reverse())
		result = result.slice(0, start) + result.slice(end);
	const { start, end } = first;
	// What follows the entry on its line or below stays apart from it.
	const rest = result.slice(end);
	return `${result.slice(0, start)}${line}${rest === '' || /^\s/.test(rest) ? '' : '\n'}${rest}`;
}

/**
 * A text into which others have written since `withLogin` put a login into
 * `before`: without the login, and with what its machine had before.
 */
export function withoutLogin(text: string, login: NetrcLogin, before: string): string {
	const line = lineOf(login);
	const start = text.indexOf(line);
	if (start === -1) return text;
	const had = entriesOf(before, login.machine).map((range) => before.slice(range.start, range.end));
	const end = start + line.length;
	const rest = had.length === 0 ? text.slice(end).replace(/^\n/, '') : text.slice(end);
	return text.slice(0, start) + had.join('\n') + rest;
}

function lineOf({ machine, username, password }: NetrcLogin): string {
	return `machine ${word(machine)} login ${word(username)} password ${word(password)}`;
}

interface Range {
	readonly start: number;
	readonly end: number;
}

/** Where a machine's entries are, white space and comments behind them not included. */
function entriesOf(text: string, machine: string): Range[] {
	const words = netrcWords(text);
	const entries: Range[] = [];
	for (let index = 0; index < words.length; index++) {
		if (words[index]?.text !== 'machine' || words[index + 1]?.text !== machine) {
			// The value of a keyword may be a keyword itself.
			if (KEYWORDS.has(words[index]?.text ?? '')) index++;
			continue;
		}
		const start = words[index]!.start;
		index++;
		while (FIELDS.has(words[index + 1]?.text ?? '') && words[index + 2] !== undefined) index += 2;
		entries.push({ start, end: words[index]!.end });
	}
	return entries;
}

const FIELDS: ReadonlySet<string> = new Set(['login', 'user', 'account', 'password']);
const KEYWORDS: ReadonlySet<string> = new Set([...FIELDS, 'machine']);

function word(text: string): string {
	return /^[^\s"'\\#]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}
