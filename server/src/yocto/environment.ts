import type { HostFacts } from '../evaluation/dataStore';

/** Variables that BitBake lets through from the environment into every build. */
const PASSED_THROUGH = ['HOME', 'LOGNAME', 'PATH', 'SHELL', 'USER'];

/** The part of an environment that a build's configuration can see. */
export function buildEnvironment(
	environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
	const passed: Record<string, string> = {};
	for (const name of PASSED_THROUGH) {
		const value = environment[name];
		if (value !== undefined) passed[name] = value;
	}
	return passed;
}

/** Node's name of this machine's processor as the kernel, and so Python's os.uname(), calls it. */
const KERNEL_NAMES: Readonly<Record<string, string>> = {
	x64: 'x86_64',
	arm64: 'aarch64',
	ia32: 'i686',
	ppc64: 'ppc64le',
	riscv64: 'riscv64',
	loong64: 'loongarch64',
};

/** The facts of a building machine that is this one. Undefined on systems that BitBake does not run on. */
export function hostFacts(platform: string, arch: string): HostFacts | undefined {
	const machine = KERNEL_NAMES[arch];
	return platform === 'linux' && machine ? { system: 'Linux', machine } : undefined;
}
