/** The servers that are measured beside each other, each over the same folder. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { freeAddress } from '../../../scripts/lib/ports.mjs';
import { onShutdown } from '../../../scripts/lib/shutdown.mjs';

/**
 * @param {string} hashequiv bundle of the command line
 * @param {string} folder holds `sstate/`
 * @returns {Promise<Record<string, number>>} the ports by name; without those whose server is not installed
 */
export async function startServers(hashequiv, folder) {
	const build = path.join(folder, 'build');
	await mkdir(path.join(build, 'conf'), { recursive: true });
	await writeFile(path.join(build, 'conf/local.conf'), '');
	const commands = {
		hashequiv: (/** @type {string} */ address) => [
			process.execPath,
			hashequiv,
			'share',
			'--build-dir',
			build,
			'--sstate-dir',
			path.join(folder, 'sstate'),
			'--no-hashserv',
			'--bind',
			address,
		],
		nginx: (/** @type {string} */ address) => [
			'nginx',
			'-p',
			folder,
			'-e',
			'/dev/null',
			'-c',
			nginxConf(address),
		],
		python: (/** @type {string} */ address) => [
			'python3',
			'-m',
			'http.server',
			'--protocol',
			'HTTP/1.1',
			'--directory',
			folder,
			'--bind',
			'127.0.0.1',
			address.split(':')[1] ?? '',
		],
	};
	/** @type {Record<string, number>} */
	const ports = {};
	for (const [name, commandOf] of Object.entries(commands)) {
		const address = await freeAddress();
		const [command = '', ...args] = commandOf(address);
		if (name === 'nginx') {
			if (spawnSync('nginx', ['-v']).error) continue;
			await writeFile(path.join(folder, 'nginx.conf'), args.pop() ?? '');
			args.push(path.join(folder, 'nginx.conf'));
		}
		const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore'] });
		const gone = new Promise((resolve) => child.once('exit', resolve));
		onShutdown({
			close: async () => {
				child.kill();
				await gone;
			},
		});
		ports[name] = Number(address.split(':')[1]);
		await answers(ports[name] ?? 0);
	}
	return ports;
}

/** One worker, as our server has one thread. @param {string} address */
function nginxConf(address) {
	return `daemon off; worker_processes 1; pid nginx.pid; error_log /dev/null crit;
events { worker_connections 4096; }
http {
	access_log off; sendfile on; keepalive_requests 100000000;
	client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
	server { listen ${address}; root .; }
}`;
}

/** @param {number} port */
async function answers(port) {
	for (const end = Date.now() + 10_000; Date.now() < end; ) {
		const isThere = await new Promise((resolve) => {
			const socket = connect(port, '127.0.0.1', () => {
				socket.destroy();
				resolve(true);
			});
			socket.once('error', () => resolve(false));
		});
		if (isThere) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error(`nothing answers at port ${port}`);
}
