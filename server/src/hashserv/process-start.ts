/** Numbers of processes are used again: the time of its start tells a process from a later one. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** When a process started, in whatever form the system tells it; undefined when there is none or that cannot be told. */
export function processStart(pid: number): string | undefined {
	try {
		return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
	} catch {
		return undefined;
	}
}

/** Field 22 of proc_pid_stat(5). The second is a name that may hold anything, in parentheses. */
function fromProc(pid: number): string | undefined {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

/** A date, to be told alike by windows of other languages and time zones. */
function fromPs(pid: number): string {
	return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
		encoding: 'utf8',
		env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
		stdio: ['ignore', 'pipe', 'ignore'],
	}).trim();
}
