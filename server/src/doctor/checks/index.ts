import type { Check } from '../check';
import { bitbakeServer } from './bitbakeServer';
import { clock } from './clock';
import { database } from './database';
import { databasePlace } from './databasePlace';
import { downloadMirror } from './downloadMirror';
import { findings } from './findings';
import { handler } from './handler';
import { lastBuild } from './lastBuild';
import { permissions } from './permissions';
import { pythonWebsockets } from './pythonWebsockets';
import { release } from './release';
import { roundTrip } from './roundTrip';
import { sameAnswers } from './sameAnswers';
import { server } from './server';
import { settings } from './settings';
import { sstateFolder } from './sstateFolder';
import { sstateMirror } from './sstateMirror';
import { upstream } from './upstream';

/** Everything the Doctor looks at, in the order of the report. */
export const CHECKS: readonly Check[] = [
	release,
	settings,
	findings,
	handler,
	server,
	upstream,
	permissions,
	roundTrip,
	sameAnswers,
	pythonWebsockets,
	sstateFolder,
	sstateMirror,
	downloadMirror,
	clock,
	database,
	databasePlace,
	bitbakeServer,
	lastBuild,
];
