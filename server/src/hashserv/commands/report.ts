import { countReport } from '../stats';
import type { Awaitable, Report } from '../store/store';
import { objectArgument, optionalTextField, textField, unihashField } from './arguments';
import { andThen, type CommandContext, type MessageCommand } from './command';
import { chain, findByOuthash } from './read-through';

/**
 * `{method, taskhash, outhash, unihash, owner?, PN?, PV?, PR?, task?,
 * outhash_siginfo?}` → `{taskhash, method, unihash}` with the unihash to use.
 *
 * It does not count as writing: where nothing may be stored it answers what
 * is known, so that builds go on against a read-only server.
 */
export const report: MessageCommand = {
	name: 'report',
	kind: 'message',
	permissions: ['@read'],
	writes: false,
	overlaps: true,
	run: (context, argument) => {
		const request = reportOf(argument, context);
		const { taskhash, method } = request;
		const unihash = context.mayReport ? store(context, request) : known(context, request);
		return andThen(unihash, (unihash) => ({ taskhash, method, unihash }));
	},
};

function reportOf(argument: unknown, { anyUnihash, user }: CommandContext): Report {
	const fields = objectArgument('report', argument);
	return {
		unihash: unihashField(fields, anyUnihash),
		method: textField('report', fields, 'method'),
		taskhash: textField('report', fields, 'taskhash'),
		outhash: textField('report', fields, 'outhash'),
		// A client that has logged in cannot report for somebody else.
		owner: user?.username ?? optionalTextField('report', fields, 'owner'),
		PN: optionalTextField('report', fields, 'PN'),
		PV: optionalTextField('report', fields, 'PV'),
		PR: optionalTextField('report', fields, 'PR'),
		task: optionalTextField('report', fields, 'task'),
		outhash_siginfo: optionalTextField('report', fields, 'outhash_siginfo'),
	};
}

function store(context: CommandContext, request: Report) {
	const { store, stats } = context;
	const stored = chain(withUpstream(context, request), (report) => store.report(report));
	return andThen(stored, (unihash) => {
		countReport(stats);
		return unihash;
	});
}

/** The report, with the upstream's unihash for an output that nobody here has made. */
function withUpstream(context: CommandContext, request: Report): Awaitable<Report> {
	const { store, upstream } = context;
	if (upstream === null) return request;
	const { method, taskhash, outhash } = request;
	return chain(store.unihash(method, taskhash), (own) => {
		if (own !== null) return request;
		return chain(store.unifiedByOuthash(method, outhash), (equal) => {
			if (equal !== null) return request;
			return andThen(upstream.unihashOfOuthash(method, outhash, taskhash), (unihash) =>
				unihash === null ? request : { ...request, unihash },
			);
		});
	});
}

/** The unihash of the taskhash, else that of an equal output, else the reported one. */
function known(context: CommandContext, request: Report): Awaitable<string> {
	const { method, taskhash, outhash } = request;
	return chain(context.store.unihash(method, taskhash), (own) => {
		if (own !== null) return own;
		const equal = findByOuthash(context, method, outhash, taskhash);
		return andThen(equal, (row) => row?.unihash ?? request.unihash);
	});
}
