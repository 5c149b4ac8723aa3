/**
 * `hashequiv serve` in a bundle of its own, which loads in half the time of the
 * whole command line: a farm, or an editor, waits for a server to start.
 */
import './shared/localise';
import { runCommandLine } from './cli/commandLine';
import { serve } from './cli/serve';

runCommandLine({
	serve: {
		summary: 'run a hash equivalence server',
		isServer: true,
		load: async () => ({ run: serve }),
	},
});
