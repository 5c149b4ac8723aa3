import { countReport } from '../stats';
import { objectArgument, textField, unihashField } from './arguments';
import { andThen, type MessageCommand } from './command';

/** `{method, taskhash, unihash}` → the same as it is stored: the first report of a taskhash stays. */
export const reportEquiv: MessageCommand = {
	name: 'report-equiv',
	kind: 'message',
	permissions: ['@read', '@report'],
	writes: true,
	overlaps: true,
	run: ({ store, stats, anyUnihash }, argument) => {
		const fields = objectArgument('report-equiv', argument);
		const reported = unihashField(fields, anyUnihash);
		const method = textField('report-equiv', fields, 'method');
		const taskhash = textField('report-equiv', fields, 'taskhash');
		return andThen(store.addUnihash(method, taskhash, reported), (unihash) => {
			countReport(stats);
			return { taskhash, method, unihash };
		});
	},
};
