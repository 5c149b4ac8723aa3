import { ascii, type Call } from './function';

/** A separator, a number, an extension with a name of several letters, or one of a single letter. */
const PART = /^(?:[_\s]+|\d+|[zsx][^_\s]*|.)/s;

/** The features of a RISC-V architecture such as `rv64gc`, by which 5.3 and later name their tunes. */
export function riscvIsaToTune(call: Call): string {
	const isa = ascii(call.value('isa')).toLowerCase();
	let [, rest] = /^(?:rv|riscv)(.*)$/s.exec(isa) ?? [];
	if (rest === undefined) return isa;
	const features = new Set(['rv']);
	while (rest !== '') {
		const part: string = PART.exec(rest)?.[0] ?? rest;
		rest = rest.slice(part.length);
		// The general set is short for some letters, which others may follow, and two names at the end.
		if (part === 'g') rest = `imafd${rest}_zicsr_zifencei`;
		else if (!/^[_\s]/.test(part)) features.add(part);
	}
	return [...features].join(' ');
}
