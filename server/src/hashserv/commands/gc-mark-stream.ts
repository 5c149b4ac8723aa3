import { CommandError } from '../errors';
import { quote } from '../wire/quote';
import { conditionField, objectArgument, textField } from './arguments';
import { andThen, type StreamCommand } from './command';

/** Stream mode; each line is the argument of a `gc-mark` as JSON, answered by `{"count": N}`. From BitBake 2.12. */
export const gcMarkStream: StreamCommand = {
	name: 'gc-mark-stream',
	kind: 'stream',
	permissions: ['@db-admin'],
	writes: true,
	open: ({ store }) => ({
		line: (line) => {
			const fields = objectArgument('gc-mark-stream', parse(line));
			const mark = textField('gc-mark-stream', fields, 'mark');
			const condition = conditionField('gc-mark-stream', fields);
			return andThen(store.gcMark(mark, condition), (count) => JSON.stringify({ count }));
		},
	}),
};

function parse(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		throw new CommandError(`gc-mark-stream: a line is not JSON: ${quote(line)}`);
	}
}
