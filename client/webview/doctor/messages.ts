import type { FromDoctor } from '../../src/doctor/view';
import { host } from '../host';

export function send(message: FromDoctor): void {
	host.postMessage(message);
}
