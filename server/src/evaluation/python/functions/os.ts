import { notStatic, tuple } from '../values';
import type { PyFunction } from './function';

/**
 * `os.uname()`: system, node name, release, version, machine. The three in the
 * middle say nothing about a configuration and are left empty.
 */
export const uname: PyFunction = ({ d }) =>
	d.host ? tuple([d.host.system, '', '', '', d.host.machine]) : notStatic('the building machine');
