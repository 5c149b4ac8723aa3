import { databaseInfo } from '../../hashserv/store/tools/files';
import { noNames, type Subcommand } from './subcommand';

export const info: Subcommand = {
	name: 'info',
	usage: 'info',
	summary: 'what is in it: rows, size, first and last report',
	run: async (call, io) => {
		noNames(call);
		const { path, size, rows, oldest, newest, gcMark, isOld } = databaseInfo(call.database);
		const lines: [string, string][] = [
			['database', path],
			['size', `${(size / 1024 / 1024).toFixed(1)} MiB`],
			...Object.entries(rows).map(([name, count]): [string, string] => [name, `${count} rows`]),
			['first report', oldest ?? 'none'],
			['last report', newest ?? 'none'],
			['gc mark', gcMark ?? 'none'],
		];
		if (isOld) lines.push(['format', 'of an older BitBake; hashequiv serve brings it up to date']);
		const width = Math.max(...lines.map(([name]) => name.length)) + 2;
		io.stdout(lines.map(([name, value]) => `${name.padEnd(width)}${value}\n`).join(''));
		return 0;
	},
};
