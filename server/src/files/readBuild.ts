import { type BuildEvaluation, type BuildOptions, evaluateBuild } from '../yocto/build';
import { buildEnvironment } from '../yocto/environment';
import { THIS_MACHINE } from './thisMachine';

interface Options extends Omit<BuildOptions, 'environment' | 'host'> {
	/** What BitBake would be started with; the build's configuration sees a part of it. */
	readonly env: NodeJS.ProcessEnv;
}

/** Evaluates a build directory as if BitBake were started in it on this machine. */
export function readBuild(directory: string, { env, ...options }: Options): BuildEvaluation {
	return evaluateBuild(directory, {
		...options,
		environment: buildEnvironment(env, directory, options.release),
		...(THIS_MACHINE ? { host: THIS_MACHINE.facts } : {}),
	});
}
