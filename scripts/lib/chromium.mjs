/** Finds the Chromium that shows the editor; where that is easy, installs it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { projectRoot } from './paths.mjs';
import { run, which } from './processes.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/**
 * Path of a Chromium or Chrome: CHROMIUM in the environment, else the PATH,
 * else Debian's package when we may install it.
 *
 * @param {(line: string) => void} [progress]
 */
export async function findChromium(progress = console.log) {
	const named = process.env.CHROMIUM;
	if (named) {
		const file = existsSync(named) ? named : which(named);
		if (file) return file;
		throw new Error(`CHROMIUM is set to "${named}", and there is no such program.`);
	}
	const found = which(...NAMES);
	if (found) return found;

	if (!(await mayInstall())) throw new Error(whatToInstall());
	progress('No Chromium here: installing the Debian package "chromium" (one to two minutes).');
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await run('flock', [projectRoot, 'sh', '-c', INSTALL], { env });
	const installed = which(...NAMES);
	if (!installed) throw new Error(whatToInstall());
	return installed;
}

/** A mirror may fail once, and another apt may be at work; other tests that want a browser wait, and find it. */
const APT = 'apt-get -o Acquire::Retries=5 -o DPkg::Lock::Timeout=300 -q';
const INSTALL = `command -v chromium >/dev/null || { ${APT} update && ${APT} install -y --no-install-recommends chromium; }`;

async function mayInstall() {
	if (process.getuid?.() !== 0 || !which('apt-get')) return false;
	// Ubuntu's package of this name only fetches a snap, which containers cannot run.
	const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
	return /^ID=debian$/m.test(release);
}

function whatToInstall() {
	const how =
		process.platform === 'linux'
			? 'On Debian: "sudo apt-get install chromium". On Ubuntu: Google Chrome\'s .deb. On Fedora: "sudo dnf install chromium".'
			: 'Install Google Chrome or Chromium.';
	return `The editor runs in Chromium here, and none of ${NAMES.join(', ')} is on the PATH. ${how} Or set CHROMIUM to the path of one you have.`;
}
