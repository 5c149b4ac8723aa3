/**
 * Tasks whose output shared state holds: SSTATETASKS of OpenEmbedded's classes
 * and recipes from Yocto 3.1 on, without those that store nothing
 * (SSTATE_SKIP_CREATION), such as images and SDKs.
 */
const SHARED: ReadonlySet<string> = new Set([
	'do_collect_packagedata',
	'do_create_package_spdx',
	'do_create_recipe_sbom',
	'do_create_recipe_spdx',
	'do_create_runtime_spdx',
	'do_create_spdx',
	'do_deploy',
	'do_deploy_archives',
	'do_deploy_source_date_epoch',
	'do_package',
	'do_package_qa',
	'do_package_write_deb',
	'do_package_write_ipk',
	'do_package_write_rpm',
	'do_packagedata',
	'do_populate_lic',
	'do_populate_sysroot',
	'do_recipe_qa',
	'do_stash_locale',
]);

/** Of those, the ones that need what other recipes make. */
const NEEDS_OTHERS: ReadonlySet<string> = new Set([
	'do_deploy',
	'do_package',
	'do_packagedata',
	'do_populate_sysroot',
]);

export function isSharedTask(name: string): boolean {
	return SHARED.has(name);
}

/**
 * Whether BitBake begins the task only when the recipe's dependencies are
 * there, so that the order of such tasks follows the dependencies.
 */
export function followsDependencies(name: string): boolean {
	return NEEDS_OTHERS.has(name);
}
