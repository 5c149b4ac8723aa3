import type { RanRecipe } from '../../shared/ran';

/**
 * A recipe by what BitBake calls it: `[mc:NAME:][virtual:CLASS:]/path/pn_pv.bb`.
 * Some recipes set PN themselves, such as gcc-cross; a file does not tell that.
 */
export function recipeNamed(id: string): Omit<RanRecipe, 'tasks'> {
	const [, multiconfig = '', rest = ''] = /^(?:mc:([^:]*):)?(.*)$/s.exec(id) ?? [];
	const [, classes = '', file = ''] = /^(?:virtual:(.*):)?(.*)$/s.exec(rest) ?? [];
	const base = file.replace(/^.*\//s, '').replace(/\.bb$/, '').replace(/_.*$/s, '');
	return { id, name: named(base, classes), file, multiconfig };
}

/** What BBCLASSEXTEND makes of a name. */
function named(base: string, classes: string): string {
	const multilib = /(?:^|:)multilib:([^:]+)/.exec(classes)?.[1];
	const kinds = classes.split(':');
	const own = kinds.includes('native')
		? `${base}-native`
		: kinds.includes('nativesdk')
			? `nativesdk-${base}`
			: base;
	return multilib === undefined ? own : `${multilib}-${own}`;
}
