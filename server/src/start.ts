/**
 * `hashequiv` as it is installed: loads the command line, with the code that V8
 * compiled and kept the last time where Node can do that (22.8 and later). Half
 * of what a short command takes is loading, so a server is loaded without the
 * rest.
 */
import module, { createRequire } from 'node:module';

const { enableCompileCache } = module as Partial<typeof module>;
enableCompileCache?.();
const isServer = process.argv[2] === 'serve';
createRequire(__filename)(isServer ? './hashequiv-serve.js' : './hashequiv-main.js');
