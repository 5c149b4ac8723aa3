/** What each user-level case gets: a build directory and a window that shows it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { STEP_TIMEOUT } from '../support/cases';
import { hold } from './hold';
import {
	DOCUMENTED_LOOKS,
	LOOKS,
	type Look,
	USUAL_SCHEME,
	USUAL_VIEWPORT,
	undress,
	wear,
} from './looks';
import { Workbench } from './workbench';

/** What the script that starts editor and browser hands in. */
export interface Harness {
	readonly browser: Browser;
	/** What to open in the browser to see a folder, or no folder. */
	readonly address: (folder?: string) => string;
	/** The text of a file under test/fixtures. */
	readonly fixture: (name: string) => Promise<string>;
	/** The same in an editor that trusts no folder unless told to. */
	readonly restrictedAddress: (folder: string) => string;
	/** Copies the playground to a folder that does not exist yet. */
	readonly copyPlayground: (target: string) => Promise<unknown>;
	/** An address on this machine that nothing uses. */
	readonly freeAddress: () => Promise<string>;
	/** Address of the hash server in windows that have no setting of their own. */
	readonly defaultAddress: string;
	/** The same in the editor that trusts no folder. */
	readonly restrictedDefaultAddress: string;
	/** Folder of the installed extension. */
	readonly extension: string;
	/** The home folder of the editor, so that a case cannot touch that of whoever runs it. */
	readonly home: string;
	/** Folder for build directories and other files of the cases. */
	readonly workFolder: string;
	/** Where pictures for the documentation go; without it none are taken. */
	readonly pictures?: string;
	/** Gets the scenes of the documentation's animation; without it there is none. */
	readonly film?: (scene: { picture: Buffer; seconds: number }) => void;
	/** Where pictures of failures go. */
	readonly failures: string;
}

export class UserContext {
	private readonly harness: Harness;
	/** Folder of this case alone. */
	readonly folder: string;
	/** Windows of this case, the newest last. */
	private readonly pages: Page[] = [];

	constructor(harness: Harness, number: number) {
		this.harness = harness;
		this.folder = path.join(harness.workFolder, String(number));
	}

	/** Makes a build directory from the playground, with this text as its local.conf if given. */
	async build(localConf?: string, name = 'build'): Promise<string> {
		const build = path.join(this.folder, name);
		await this.harness.copyPlayground(build);
		if (localConf !== undefined) {
			await writeFile(path.join(build, 'conf/local.conf'), localConf);
		}
		return build;
	}

	/** Opens a window on a folder, or on none, with settings for that folder. */
	async window(folder?: string, settings: Record<string, unknown> = {}): Promise<Workbench> {
		if (folder) await writeSettings(folder, settings);
		return this.open(this.harness.address(folder));
	}

	/** Opens a window in Restricted Mode, as for a folder that somebody else sent. */
	async restrictedWindow(folder: string): Promise<Workbench> {
		return this.open(this.harness.restrictedAddress(folder));
	}

	/**
	 * Opens a window in another language, as an editor with a language pack
	 * tells it. The editor's own words stay English: there is no pack here.
	 */
	async windowIn(language: string, folder: string): Promise<Workbench> {
		return this.open(this.harness.address(folder), language);
	}

	private async open(address: string, language?: string): Promise<Workbench> {
		const context = await this.harness.browser.newContext({
			...WINDOW,
			permissions: ['clipboard-read', 'clipboard-write'],
		});
		if (language !== undefined) {
			await context.addInitScript((name) => {
				Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: name });
			}, language);
		}
		context.setDefaultTimeout(STEP_TIMEOUT);
		const page = await context.newPage();
		this.pages.push(page);
		// The browser asks before it leaves unsaved changes.
		page.on('dialog', (dialog) => void dialog.accept());
		await page.goto(address);
		const workbench = new Workbench(page);
		await workbench.ready();
		return workbench;
	}

	/** The home folder of the editor. */
	get home(): string {
		return this.harness.home;
	}

	/** Where build directories and editors of this run are. */
	get workFolder(): string {
		return this.harness.workFolder;
	}

	get defaultAddress(): string {
		return this.harness.defaultAddress;
	}

	get restrictedDefaultAddress(): string {
		return this.harness.restrictedDefaultAddress;
	}

	/** Has whoever starts a script of the extension wait; answers what lets them go on. */
	hold(script: string): Promise<() => Promise<void>> {
		return hold(path.join(this.harness.extension, 'dist', script));
	}

	freeAddress(): Promise<string> {
		return this.harness.freeAddress();
	}

	/** Has something other than a hash server listen at an address. */
	async occupy(address: string): Promise<Server> {
		const [host, port] = address.split(':');
		const server = createServer((socket) => socket.destroy());
		server.listen(Number(port), host).unref();
		await once(server, 'listening');
		return server;
	}

	fixture(name: string): Promise<string> {
		return this.harness.fixture(name);
	}

	/**
	 * Takes a picture for the documentation in four forms, if pictures are
	 * wanted. `arrange` is called before each, for menus and hovers that close
	 * when the window changes its size.
	 */
	async picture(name: string, arrange?: () => Promise<unknown>): Promise<void> {
		const page = this.pages.at(-1);
		const { pictures } = this.harness;
		if (!page || !pictures) return;
		for (const look of DOCUMENTED_LOOKS) {
			await wear(page, look);
			await arrange?.();
			await this.take(page, `${name}${look.name}`);
		}
		await undress(page);
	}

	/**
	 * Shows the window in every theme and width and has each looked at; `faults`
	 * answers what is wrong with what it sees, in words. Takes the pictures, too,
	 * if they are wanted.
	 */
	async inEveryLook(
		name: string,
		faults: (page: Page, look: Look) => Promise<readonly string[]>,
	): Promise<void> {
		const page = this.pages.at(-1);
		if (!page) throw new Error('There is no window to look at.');
		const wrong: string[] = [];
		for (const look of LOOKS) {
			await wear(page, look);
			const seen = await lasting(() => faults(page, look));
			wrong.push(...seen.map((fault) => `${name}${look.name}: ${fault}`));
			if (this.harness.pictures) await this.take(page, `${name}${look.name}`);
		}
		await undress(page);
		assert.deepEqual(wrong, []);
	}

	private async take(page: Page, name: string): Promise<void> {
		const file = path.join(this.harness.pictures ?? '', `${name}.png`);
		await page.screenshot({ path: file, animations: 'disabled' });
	}

	/** Adds what the window shows to the documentation's animation, with a line that says what it is. */
	async scene(caption: string, seconds: number): Promise<void> {
		const page = this.pages.at(-1);
		const { film } = this.harness;
		if (!page || !film) return;
		await page.setViewportSize(SCENE);
		await page.addStyleTag({
			content: `body::after { ${CAPTION} content: ${JSON.stringify(caption)}; }`,
		});
		film({ picture: await page.screenshot({ animations: 'disabled' }), seconds });
	}

	/** Ends the windows; after a failure, keeps pictures of them. */
	async close(failedCase?: string): Promise<void> {
		for (const [index, page] of this.pages.splice(0).entries()) {
			if (failedCase) {
				const file = path.join(this.harness.failures, `${slug(failedCase)}-${index + 1}.png`);
				await page.screenshot({ path: file }).catch(() => undefined);
			}
			// Leaving the page ends its extension host in order; closing it would leave that waiting.
			await page.goto('about:blank').catch(() => undefined);
			await page.context().close();
		}
	}
}

const WINDOW = {
	viewport: USUAL_VIEWPORT,
	colorScheme: USUAL_SCHEME,
	locale: 'en-US',
} as const;
const SCENE = { width: 1000, height: 540 };
const CAPTION =
	'position: fixed; bottom: 110px; right: 24px; z-index: 9999; padding: 8px 16px; border-radius: 6px;' +
	'font: 600 17px sans-serif; color: #fff; background: #0b6bcb; box-shadow: 0 2px 8px #0008;';

/** How long a window may take to settle after it changed its size, in milliseconds; it needs a tenth of a second. */
const SETTLING = 20_000;

/** The faults that do not go away by themselves. */
async function lasting(look: () => Promise<readonly string[]>): Promise<readonly string[]> {
	const end = Date.now() + SETTLING;
	for (;;) {
		const seen = await look();
		if (seen.length === 0 || Date.now() > end) return seen;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

async function writeSettings(folder: string, settings: Record<string, unknown>): Promise<void> {
	await mkdir(path.join(folder, '.vscode'), { recursive: true });
	await writeFile(path.join(folder, '.vscode/settings.json'), JSON.stringify(settings));
}

function slug(name: string): string {
	return name
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, 60);
}
