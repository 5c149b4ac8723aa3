import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../server/src/syntax/parse';
import { DEFAULT_RELEASE, dialectFor, RELEASES } from '../../../server/src/yocto/releases';
import { findVariable, manualLink, VARIABLES } from '../../../server/src/yocto/variables';

const EXPECTED = {
	'Hash equivalence': `BB_HASHSERVE BB_HASHSERVE_UPSTREAM BB_HASHSERVE_DB_DIR BB_HASHSERVE_USERNAME
		BB_HASHSERVE_PASSWORD SSTATE_HASHEQUIV_METHOD SSTATE_HASHEQUIV_OWNER SSTATE_HASHEQUIV_REPORT_TASKDATA
		SSTATE_HASHEQUIV_FILEMAP SSTATE_HASHEQUIV_SERVER HASHEQUIV_HASH_VERSION HASHEQUIV_EXTRA_SIGDATA
		BB_TASKHASH BB_UNIHASH PERSISTENT_DIR CACHE`,
	Signatures: `BB_SIGNATURE_HANDLER BB_BASEHASH_IGNORE_VARS BB_HASHCONFIG_IGNORE_VARS BB_HASHEXCLUDE_COMMON
		BB_SIGNATURE_EXCLUDE_FLAGS BB_SIGNATURE_LOCAL_DIRS_EXCLUDE BB_HASH_IGNORE_MISMATCH
		BB_HASHCHECK_FUNCTION BB_SETSCENE_DEPVALID BB_SETSCENE_ENFORCE BB_SETSCENE_ENFORCE_IGNORE_TASKS
		BB_TASKHASH_IGNORE_TASKS SIGGEN_LOCKEDSIGS SIGGEN_LOCKEDSIGS_TYPES SIGGEN_EXCLUDERECIPES_ABISAFE
		SIGGEN_EXCLUDE_SAFE_RECIPE_DEPS BB_HASHBASE_WHITELIST BB_HASHCONFIG_WHITELIST
		BB_HASHTASK_WHITELIST BB_SETSCENE_ENFORCE_WHITELIST BB_STAMP_WHITELIST`,
	'Shared state': `SSTATE_DIR SSTATE_MIRRORS SSTATE_MIRROR_ALLOW_NETWORK SSTATE_VERIFY_SIG SSTATE_VALID_SIGS
		SSTATE_SIG_KEY SSTATE_SIG_PASSPHRASE SSTATE_PKGARCH SSTATE_ALLOW_OVERLAP_FILES SSTATE_DUPWHITELIST
		SSTATE_ZSTD_CLEVEL NATIVELSBSTRING UNINATIVE_TARBALL UNINATIVE_URL`,
	'Downloads and network': `DL_DIR SOURCE_MIRROR_URL SOURCE_MIRROR_FETCH PREMIRRORS MIRRORS INHERIT
		BB_NO_NETWORK BB_ALLOWED_NETWORKS BB_FETCH_PREMIRRORONLY BB_GENERATE_MIRROR_TARBALLS
		BB_GENERATE_SHALLOW_TARBALLS`,
	'Matching builds': `MACHINE DISTRO DISTRO_FEATURES PACKAGE_CLASSES SDKMACHINE TCLIBC DEFAULTTUNE
		IMAGE_FEATURES EXTRA_IMAGE_FEATURES PACKAGECONFIG DISTRO_VERSION INIT_MANAGER`,
	'Build directory': `TOPDIR TMPDIR BBPATH BBLAYERS BBMULTICONFIG OE_FRAGMENTS CONF_VERSION
		BB_NUMBER_THREADS PARALLEL_MAKE BB_DISKMON_DIRS PRSERV_HOST PRSERV_UPSTREAM BB_SERVER_TIMEOUT
		BB_ENV_PASSTHROUGH BB_ENV_PASSTHROUGH_ADDITIONS BB_ENV_WHITELIST BB_ENV_EXTRAWHITE`,
};

const VERSIONS = RELEASES.map(({ version }) => version);
const dialect = dialectFor(DEFAULT_RELEASE);

/** Text outside of code spans. */
const prose = (markdown: string) => markdown.replace(/`[^`]*`/g, '');

describe('the table of variables', () => {
	it.each(Object.entries(EXPECTED))('has the variables of “%s”', (group, names) => {
		const actual = VARIABLES.filter((variable) => variable.group === group);
		expect(actual.map(({ name }) => name).sort()).toEqual(names.split(/\s+/).sort());
	});

	it('has each name once', () => {
		expect(new Set(VARIABLES.map(({ name }) => name)).size).toBe(VARIABLES.length);
	});

	it('finds variables by exact name', () => {
		expect(findVariable('BB_HASHSERVE')?.group).toBe('Hash equivalence');
		expect(findVariable('bb_hashserve')).toBeUndefined();
	});

	it('links to the manual that has the term', () => {
		expect(manualLink(findVariable('SSTATE_DIR')!)).toBe(
			'https://docs.yoctoproject.org/ref-manual/variables.html#term-SSTATE_DIR',
		);
		expect(manualLink(findVariable('BB_UNIHASH')!)).toBeUndefined();
	});
});

describe.each(VARIABLES)('$name', (variable) => {
	const { name, summary, details, form, example, from, until, renamedTo, values } = variable;

	it('has an example that is one assignment to it', () => {
		const { statements, problems } = parse('conf/local.conf', `${example}\n`, dialect);
		expect(problems).toEqual([]);
		expect(statements).toHaveLength(1);
		const [statement] = statements;
		if (statement?.kind !== 'assignment') throw new Error(`no assignment: ${example}`);
		expect(statement.flag).toBeUndefined();
		expect(example).toMatch(/^\S+ \S+ ".*"$/);
		const [assigned] = statement.name.split(':');
		// This one is a family of variables, and its plain name is read by nothing.
		if (name === 'SIGGEN_LOCKEDSIGS') expect(assigned).toMatch(/^SIGGEN_LOCKEDSIGS_t-/);
		else expect(assigned).toBe(renamedTo ?? name);
	});

	it('names releases that exist, in order', () => {
		for (const version of [from, until]) if (version) expect(VERSIONS).toContain(version);
		if (from && until) expect(VERSIONS.indexOf(from)).toBeLessThanOrEqual(VERSIONS.indexOf(until));
	});

	it('is known by its new name where it was renamed', () => {
		if (!renamedTo) return;
		expect(until).toBeDefined();
		expect(findVariable(renamedTo)?.renamedTo).toBeUndefined();
		expect(findVariable(renamedTo)).toBeDefined();
	});

	it('is described by one sentence and a few more', () => {
		expect(summary).toMatch(/^[A-Z].*\.$/);
		expect(form).not.toBe('');
		expect(details).toMatch(/\.\**$/);
		const [own = ''] = details.split('\n\n');
		const count = prose(own).match(/[.:;?](?=\**(\s|$))/g)?.length ?? 0;
		expect(count).toBeGreaterThanOrEqual(1);
		expect(own.length).toBeLessThanOrEqual(620);
	});

	it('is plain markdown', () => {
		for (const text of [summary, details, form, ...(values ?? []).map(({ meaning }) => meaning)]) {
			expect(text.split('`').length % 2).toBe(1);
			expect(text.split('**').length % 2).toBe(1);
			expect(prose(text)).not.toMatch(/[<>]|&\w+;|\b[A-Z]+_[A-Z_]+\b/);
		}
	});

	it('tells the three hashes apart where it speaks of unihashes or output hashes', () => {
		if (!/unihash|output hash/i.test(prose(`${summary} ${details}`))) return;
		for (const hash of ['**task hash**', '**output hash**', '**unihash**'])
			expect(details).toContain(hash);
	});

	it('offers each value once', () => {
		const offered = values?.map(({ value }) => value) ?? [];
		expect(new Set(offered).size).toBe(offered.length);
	});
});

/** In the manual of today, but not in every checkout that carries one: poky’s last was that of 5.2. */
const RECENT_TERMS = ['OE_FRAGMENTS', 'UNINATIVE_URL'];

/** Terms that the sources of a manual define, from a checkout named by the environment. */
function termsOf(root: string | undefined, path: string): Set<string> | undefined {
	const file = root && join(root, path);
	if (!file || !existsSync(file)) return undefined;
	const source = readFileSync(file, 'utf8');
	return new Set([...source.matchAll(/^ {3}:term:`(\w+)`$/gm)].map(([, term]) => term!));
}

describe.each([
	{
		manual: 'bitbake',
		checkout: 'BITBAKE_DIR',
		path: 'doc/bitbake-user-manual/bitbake-user-manual-ref-variables.rst',
	},
	{ manual: 'reference', checkout: 'POKY_DIR', path: 'documentation/ref-manual/variables.rst' },
])('the $manual manual, when $checkout has it', ({ manual, checkout, path }) => {
	const terms = termsOf(process.env[checkout], path);

	it.skipIf(!terms)('has every term that is linked to', () => {
		const linked = VARIABLES.filter((variable) => variable.manual === manual);
		const missing = linked.map(({ name }) => name).filter((name) => !terms!.has(name));
		expect(missing.filter((name) => !RECENT_TERMS.includes(name))).toEqual([]);
	});

	it.skipIf(!terms)('has no term for variables without a manual', () => {
		const unlinked = VARIABLES.filter(({ manual, until }) => !manual && !until);
		expect(unlinked.map(({ name }) => name).filter((name) => terms!.has(name))).toEqual([]);
	});
});
