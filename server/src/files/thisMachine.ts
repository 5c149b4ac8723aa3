import type { HostFacts } from '../evaluation/dataStore';
import { hostFacts } from '../yocto/environment';
import { DiskHostFiles } from './hostFiles';

/** A machine that builds. */
interface Machine {
	readonly facts: HostFacts;
	readonly files: DiskHostFiles;
}

/** This machine. Undefined on systems that BitBake does not run on: who builds is another then, and unknown. */
export const THIS_MACHINE: Machine | undefined = describe();

function describe(): Machine | undefined {
	const facts = hostFacts(process.platform, process.arch);
	return facts && { facts, files: new DiskHostFiles() };
}
