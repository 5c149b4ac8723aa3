import { commands, Disposable, type LogOutputChannel, l10n, window } from 'vscode';
import { COMMANDS, type CommandId } from '../../server/src/shared/commands';
import { exploreQueryOf } from './commands/arguments';
import { chooseBuildDirectory } from './commands/chooseBuild';
import { connectCache } from './commands/connectCache';
import { copyAddress } from './commands/copyAddress';
import { copyDoctorReport, runDoctor } from './commands/doctor';
import { openBuildLog } from './commands/openBuildLog';
import { openDatabaseFolder } from './commands/openDatabaseFolder';
import { openOrigin } from './commands/openOrigin';
import { openSettings } from './commands/openSettings';
import { restartServer, startServer, stopServer } from './commands/server';
import { copyClientBlock, shareCache, stopSharingCache } from './commands/shareCache';
import { showFolder } from './commands/showFolder';
import { showMenu } from './commands/showMenu';
import { showRan } from './commands/showRan';
import { usePublicCache } from './commands/usePublicCache';
import { useServer } from './commands/useServer';
import type { PlanPreview } from './connect/planPreview';
import type { Dashboard } from './dashboard/dashboard';
import type { Doctor } from './doctor/doctor';
import type { Explore } from './explore/explore';
import type { LanguageServer } from './languageServer';
import { showError } from './notifications';
import type { PrimaryBuild } from './primaryBuild';
import type { ServerMessages } from './serverMessages';
import type { StatusStore } from './status/statusStore';
import { STATUS_VIEW } from './status/statusView';

/** What a command can reach. */
export interface Services {
	readonly server: LanguageServer;
	readonly status: StatusStore;
	readonly messages: ServerMessages;
	readonly primary: PrimaryBuild;
	readonly log: LogOutputChannel;
	readonly dashboard: Dashboard;
	readonly explore: Explore;
	readonly doctor: Doctor;
	readonly preview: PlanPreview;
}

/**
 * A command's argument is whatever its caller passes: a code lens, a menu of
 * the status view (its node) or a key binding. Handlers take what they know of it.
 */
type Handler = (services: Services, argument: unknown) => unknown;

const HANDLERS: Readonly<Record<CommandId, Handler>> = {
	[COMMANDS.start]: startServer,
	[COMMANDS.stop]: stopServer,
	[COMMANDS.restart]: restartServer,
	[COMMANDS.useServer]: useServer,
	[COMMANDS.chooseBuild]: chooseBuildDirectory,
	[COMMANDS.copyAddress]: copyAddress,
	[COMMANDS.openDatabaseFolder]: openDatabaseFolder,
	[COMMANDS.showLog]: ({ log }) => log.show(),
	[COMMANDS.showMenu]: showMenu,
	[COMMANDS.openSettings]: openSettings,
	[COMMANDS.refresh]: ({ server }) =>
		window.withProgress({ location: { viewId: STATUS_VIEW } }, () => server.refresh()),
	[COMMANDS.openOrigin]: openOrigin,
	[COMMANDS.runDoctor]: runDoctor,
	[COMMANDS.copyDoctorReport]: copyDoctorReport,
	[COMMANDS.openBuildLog]: openBuildLog,
	[COMMANDS.showRan]: showRan,
	[COMMANDS.showFolder]: showFolder,
	[COMMANDS.openDashboard]: ({ dashboard }) => dashboard.open(),
	[COMMANDS.exploreEquivalences]: ({ explore }, argument) => explore.open(exploreQueryOf(argument)),
	[COMMANDS.shareCache]: shareCache,
	[COMMANDS.stopSharing]: stopSharingCache,
	[COMMANDS.copyClientBlock]: copyClientBlock,
	[COMMANDS.connectCache]: connectCache,
	[COMMANDS.usePublicCache]: usePublicCache,
	[COMMANDS.applyPlan]: ({ preview }) => preview.answer(true),
	[COMMANDS.discardPlan]: ({ preview }) => preview.answer(false),
};

/** Registers every command of the extension. */
export function registerCommands(services: Services): Disposable {
	const registrations = Object.entries(HANDLERS).map(([id, handler]) =>
		commands.registerCommand(id, (argument: unknown) => run(handler, services, argument)),
	);
	return Disposable.from(...registrations);
}

async function run(handler: Handler, services: Services, argument: unknown): Promise<void> {
	try {
		await handler(services, argument);
	} catch (error) {
		services.log.error(error instanceof Error ? error : String(error));
		const message = error instanceof Error ? error.message : String(error);
		const showLog = l10n.t('Show Log');
		if ((await showError(message, showLog)) === showLog) {
			services.log.show();
		}
	}
}
