/**
 * `hashequiv` as it is installed: loads the command line, with the code that V8
 * compiled and kept the last time where Node can do that (22.8 and later). Half
 * of what a short command takes is loading.
 */
import module, { createRequire } from 'node:module';

const { enableCompileCache } = module as Partial<typeof module>;
enableCompileCache?.();
createRequire(__filename)('./hashequiv-main.js');
