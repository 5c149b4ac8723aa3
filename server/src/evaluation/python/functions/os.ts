import { notStatic, type PyValue, tuple, UNKNOWN } from '../values';
import type { Call } from './function';

/** `os.uname()`: system, node name, release, version, machine. The three in the middle are not known. */
export function uname({ d }: Call): PyValue {
	return d.host
		? tuple([d.host.system, UNKNOWN, UNKNOWN, UNKNOWN, d.host.machine])
		: notStatic('the building machine');
}
