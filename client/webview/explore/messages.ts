import type { FromExplore } from '../../src/explore/view';
import { host } from '../host';

export function send(message: FromExplore): void {
	host.postMessage(message);
}

/** A sentence with a name in its place. */
export function filled(sentence: string, name: string): string {
	return sentence.replace('{0}', name);
}
