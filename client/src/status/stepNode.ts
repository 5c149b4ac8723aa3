import type { StatusNode } from './statusNode';

/** Something to do, on a line of its own: a click does it. */
export function stepNode(
	command: string,
	icon: string,
	label: string,
	explanation: string,
	...args: unknown[]
): StatusNode {
	return {
		id: ['step', command, ...args.map((argument) => JSON.stringify(argument))].join('#'),
		label,
		icon,
		tooltip: [explanation],
		command: { id: command, title: label, arguments: args },
		children: [],
	};
}
