import type { StartServerParams } from '../../../server/src/shared/messages';
import type { Origin } from '../../../server/src/shared/state';
import type { ExploreQuery } from '../explore/state';

/** The parts of `StartServerParams` found in a command's argument. */
export function startParamsOf(argument: unknown): StartServerParams {
	const { address, buildUri } = fieldsOf(argument);
	return {
		...(typeof address === 'string' && { address }),
		...(typeof buildUri === 'string' && { buildUri }),
	};
}

/** Which server to explore: that at the argument's `address`, or this window's where that is undefined. Empty when nothing says which. */
export function exploreQueryOf(argument: unknown): ExploreQuery {
	const fields = fieldsOf(argument);
	if (!('address' in fields)) return {};
	return { address: typeof fields.address === 'string' ? fields.address : undefined };
}

/** True when the command was chosen with the words that it starts a server, so that nobody need be asked. */
export function wantsStart(argument: unknown): boolean {
	return fieldsOf(argument).start === true;
}

/** The origin in a command's argument: the argument itself, or a status node's `origin`. */
export function originOf(argument: unknown): Origin | undefined {
	const fields = fieldsOf(argument);
	const { uri, line, label } = fields;
	if (typeof uri === 'string' && typeof line === 'number') {
		return { uri, line, label: typeof label === 'string' ? label : uri };
	}
	return fields.origin === undefined ? undefined : originOf(fields.origin);
}

function fieldsOf(argument: unknown): Readonly<Record<string, unknown>> {
	return typeof argument === 'object' && argument !== null ? { ...argument } : {};
}
