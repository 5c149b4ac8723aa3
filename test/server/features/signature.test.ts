import { describe, expect, it } from 'vitest';
import { signature } from '../../../server/src/features/signature';
import { viewOf } from '../../support/view';

function at(marked: string): [string, string] | undefined {
	const { view, offset } = viewOf(marked);
	const found = signature(view, offset);
	return found && [found.parameters[found.active]!.label, found.documentation.split('.')[0]!];
}

describe('the signature of a mirror line', () => {
	it('follows the cursor from member to member', () => {
		expect(at('SSTATE_MIRRORS = "|"')).toEqual(['REGEX', 'Pair 1 of SSTATE_MIRRORS']);
		expect(at('SSTATE_MIRRORS = "file|://.*"')?.[0]).toBe('REGEX');
		expect(at('SSTATE_MIRRORS = "file://.* |"')?.[0]).toBe('REPLACEMENT');
		expect(at('MIRRORS:append = " a://b http://h|"')?.[0]).toBe('REPLACEMENT');
		expect(at('PREMIRRORS = "a://b \\\n  http://h \\\n  |"')).toEqual([
			'REGEX',
			'Pair 2 of PREMIRRORS',
		]);
	});
	it('shows its parameters in the label', () => {
		const { view, offset } = viewOf('SSTATE_MIRRORS = "|"');
		const { label, parameters } = signature(view, offset)!;
		for (const parameter of parameters) expect(label).toContain(parameter.label);
	});
	it('is silent elsewhere', () => {
		expect(at('A = "b |"')).toBeUndefined();
		expect(at('SSTATE_MIRRORS| = "a b"')).toBeUndefined();
		expect(at('SSTATE_MIRRORS = "${@x(d)} |"')).toBeUndefined();
	});
});
