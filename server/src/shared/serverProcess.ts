/**
 * How the language server's process is started so that it takes little memory;
 * docs/performance.md has the figures. Both are documented and harmless where
 * they have no effect.
 */
export const SERVER_PROCESS = {
	/** What survives a keystroke is garbage after the next, so a large young generation only fills. */
	execArgv: ['--max-semi-space-size=2'],
	/** Of glibc, which else keeps a heap for each thread. */
	env: { MALLOC_ARENA_MAX: '2' },
} as const;

/**
 * The environment's variable with the path of the translated messages, which
 * processes that the language server starts inherit. Not the name that VS Code's
 * own extensions use: those set it for the process that all extensions share.
 */
export const MESSAGES_VARIABLE = 'HASHEQUIV_MESSAGES';
