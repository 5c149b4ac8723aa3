import type { Login } from '../../hashserv/login';

/** The login in `.netrc` for the whole address of a hash server or the host of a web server; null when there is none. */
export type LoginFor = (machine: string) => Login | null;
