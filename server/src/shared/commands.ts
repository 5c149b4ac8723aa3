/** Command ids of the extension, used by code lenses, code actions, the status bar and package.json. */
export const COMMANDS = {
	start: 'hashEquivalence.startServer',
	stop: 'hashEquivalence.stopServer',
	restart: 'hashEquivalence.restartServer',
	useServer: 'hashEquivalence.useServer',
	copyAddress: 'hashEquivalence.copyServerAddress',
	openDatabaseFolder: 'hashEquivalence.openDatabaseFolder',
	showLog: 'hashEquivalence.showLog',
	/** Click on the status bar item: a menu of what fits the state. */
	showMenu: 'hashEquivalence.showMenu',
	openSettings: 'hashEquivalence.openSettings',
	chooseBuild: 'hashEquivalence.chooseBuild',
	/** Refresh button of the status view. */
	refresh: 'hashEquivalence.refresh',
	/** Opens the file and line that a setting comes from; not in the palette. */
	openOrigin: 'hashEquivalence.openOrigin',
	runDoctor: 'hashEquivalence.runDoctor',
	copyDoctorReport: 'hashEquivalence.copyDoctorReport',
	/** Opens the console log of a build; not in the palette. */
	openBuildLog: 'hashEquivalence.openBuildLog',
	showRan: 'hashEquivalence.showRan',
	/** Shows a folder that a configuration file names; not in the palette. */
	showFolder: 'hashEquivalence.showFolder',
	openDashboard: 'hashEquivalence.openDashboard',
	exploreEquivalences: 'hashEquivalence.exploreEquivalences',
	shareCache: 'hashEquivalence.shareCache',
	stopSharing: 'hashEquivalence.stopSharing',
	copyClientBlock: 'hashEquivalence.copyClientBlock',
	connectCache: 'hashEquivalence.connectCache',
	usePublicCache: 'hashEquivalence.usePublicCache',
	/** Buttons of the editor that shows what connecting would change. */
	applyPlan: 'hashEquivalence.applyPlan',
	discardPlan: 'hashEquivalence.discardPlan',
} as const;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];
