/**
 * The build directories that the Yocto Project's own BitBake extension is told
 * of: `bitbake.pathToBuildFolder`, and the same of each of its
 * `bitbake.buildConfigurations`. Absolute, with its variables filled in; one
 * whose variable is not known is left out.
 */
export function buildFoldersOf(
	bitbake: unknown,
	workspaceFolder: string,
	environment: Readonly<Record<string, string | undefined>>,
): string[] {
	const { pathToBuildFolder, buildConfigurations } = fieldsOf(bitbake);
	const others = Array.isArray(buildConfigurations)
		? buildConfigurations.map((configuration) => fieldsOf(configuration).pathToBuildFolder)
		: [];
	const folders = [pathToBuildFolder, ...others].flatMap((path) => {
		if (typeof path !== 'string' || path === '') return [];
		const expanded = expand(path, workspaceFolder, environment);
		if (expanded === undefined) return [];
		return [expanded.startsWith('/') ? expanded : `${workspaceFolder}/${expanded}`];
	});
	return [...new Set(folders)];
}

/** Fills in `${workspaceFolder}` and `${env:NAME}`, the variables that extension knows. */
function expand(
	path: string,
	workspaceFolder: string,
	environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
	let isKnown = true;
	const expanded = path.replace(/\$\{(.*?)\}/g, (_, name: string) => {
		const value =
			name === 'workspaceFolder'
				? workspaceFolder
				: name.startsWith('env:')
					? environment[name.slice('env:'.length)]
					: undefined;
		isKnown &&= value !== undefined;
		return value ?? '';
	});
	return isKnown ? expanded : undefined;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? { ...value } : {};
}
