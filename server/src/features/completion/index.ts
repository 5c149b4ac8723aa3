import { touches } from '../../text/span';
import { assignmentAt, type View } from '../view';
import { files } from './files';
import { flags } from './flags';
import { names } from './names';
import { operators } from './operators';
import { overrides } from './overrides';
import { type Suggestion, typedLine } from './suggestion';
import { tasks } from './tasks';
import { values } from './values';

/** What can be written at the offset. */
export function complete(view: View, offset: number): Suggestion[] {
	const assignment = assignmentAt(view.file, offset);
	if (assignment && touches(assignment.valueSpan, offset)) {
		return values(view, assignment, offset);
	}
	const line = typedLine(view, offset);
	if (!line || line.typed.startsWith('#')) return [];
	return [names, overrides, operators, flags, files, tasks].flatMap((suggest) =>
		suggest(view, line),
	);
}

export type { Suggestion };
