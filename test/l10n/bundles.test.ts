/** Every text is in the English files, and every translation has all of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runNode } from '../support/bundles';

const ROOT = resolve(import.meta.dirname, '../..');

type Texts = Readonly<Record<string, string>>;

function read(name: string): Texts {
	return JSON.parse(readFileSync(join(ROOT, name), 'utf8'));
}

function languagesOf(folder: string, name: RegExp): string[] {
	return readdirSync(join(ROOT, folder)).flatMap((file) => name.exec(file)?.[1] ?? []);
}

const MESSAGES = read('l10n/bundle.l10n.json');
const MANIFEST_TEXTS = read('package.nls.json');
const LANGUAGES = languagesOf('l10n', /^bundle\.l10n\.([\w-]+)\.json$/);

/** Texts that are all names, so that they are the same in every alphabet. */
const NAMES: readonly string[] = [
	'Outhash',
	'Taskhash',
	'Unihash',
	'Upstream',
	'Upstream: {0}',
	'{0} UTC',
	'Yocto Hash Equivalence',
];

const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
/** Codes, which are the same in every language: what stands in backquotes, commands of links, icons. */
const codes = (text: string): string[] =>
	(text.match(/`[^`]+`|\(command:[^)]+\)|\$\([\w~-]+\)/g) ?? []).sort();

describe('English', () => {
	it('has every message of the sources, and no other', async () => {
		const script = join(ROOT, 'scripts/l10n.mjs');
		expect(await runNode(script, ['--check'], ROOT)).toEqual({ code: 0, stdout: '', stderr: '' });
	}, 600_000);

	it('has every text of package.json, and no other', () => {
		const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
		const texts = textsIn(manifest);
		const isKey = /^%(.+)%$/;
		expect(texts.filter((text) => !isKey.test(text))).toEqual([]);
		const keys = new Set(texts.map((text) => isKey.exec(text)?.[1]));
		expect([...keys].sort()).toEqual(Object.keys(MANIFEST_TEXTS).sort());
	});
});

it('there is a translation', () => {
	expect(LANGUAGES).toContain('ru');
	expect(languagesOf('.', /^package\.nls\.([\w-]+)\.json$/)).toEqual(LANGUAGES);
});

describe.each(LANGUAGES)('the translation %s', (language) => {
	const both = [
		[MESSAGES, read(`l10n/bundle.l10n.${language}.json`)],
		[MANIFEST_TEXTS, read(`package.nls.${language}.json`)],
	] as const;
	const pairs = both.flatMap(([english, translated]) =>
		Object.entries(english).map(([key, text]) => ({ text, translation: translated[key] ?? '' })),
	);

	it('has every text, and none that is not used any more', () => {
		for (const [english, translated] of both) {
			expect(Object.keys(translated).sort()).toEqual(Object.keys(english).sort());
		}
		expect(pairs.filter(({ translation }) => translation === '')).toEqual([]);
	});

	it('keeps the placeholders', () => {
		const changed = pairs.filter(
			({ text, translation }) =>
				placeholders(text).join(' ') !== placeholders(translation).join(' '),
		);
		expect(changed).toEqual([]);
	});

	it('keeps codes, commands and icons', () => {
		const changed = pairs.filter(
			({ text, translation }) => codes(text).join(' ') !== codes(translation).join(' '),
		);
		expect(changed).toEqual([]);
	});

	it('keeps whole sentences apart', () => {
		const changed = pairs.filter(
			({ text, translation }) =>
				/^\s|\s$/.test(translation) !== /^\s|\s$/.test(text) || /“|”/.test(translation),
		);
		expect(changed).toEqual([]);
	});

	it.runIf(language === 'ru')('is in Russian', () => {
		const latin = pairs.filter(
			({ text, translation }) => !NAMES.includes(text) && !/[а-яё]/i.test(translation),
		);
		expect(latin).toEqual([]);
	});

	it('has the pages of the walkthrough', () => {
		const pages = languagesOf('media/walkthrough', /^(\w+)\.md$/);
		expect(pages.length).toBeGreaterThan(0);
		const missing = pages.filter(
			(page) => !existsSync(join(ROOT, `media/walkthrough/${page}.nls.${language}.md`)),
		);
		expect(missing).toEqual([]);
	});
});

/** Properties of package.json that VS Code shows to people. */
const SHOWN =
	/^(displayName|title|category|description|markdownDescription|enumDescriptions|markdownEnumDescriptions|enumItemLabels|patternErrorMessage|contents|contextualTitle|altText)$/;

/** The texts for people in package.json; releases are named alike everywhere. */
function textsIn(node: unknown, property = ''): string[] {
	if (typeof node === 'string') {
		return SHOWN.test(property) && node !== '' && !/^Yocto \d/.test(node) ? [node] : [];
	}
	if (Array.isArray(node)) return node.flatMap((each) => textsIn(each, property));
	if (typeof node !== 'object' || node === null) return [];
	return Object.entries(node).flatMap(([key, value]) =>
		// A view is named by what other places are identified by.
		textsIn(value, key === 'name' && 'contextualTitle' in node ? 'title' : key),
	);
}
