import type { DataStore } from '../evaluation/dataStore';

/**
 * The address that BitBake puts in the place of `BB_HASHSERVE = "auto"` as soon
 * as it runs, in every multiconfig; undefined for any other value. Source:
 * handlePRServ in bb/cooker.py, the same from 1.46 to 2.19.
 */
export function startedServer(data: DataStore): string | undefined {
	const directory = data.get('TOPDIR')?.value;
	const isAuto = data.get('BB_HASHSERVE')?.value === 'auto';
	return isAuto && directory !== undefined ? `unix://${directory}/hashserve.sock` : undefined;
}
