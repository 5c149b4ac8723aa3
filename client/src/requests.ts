/** The messages of server/src/shared as typed protocol objects. */
import {
	NotificationType,
	ProgressType,
	RequestType,
	RequestType0,
} from 'vscode-languageclient/node';
import {
	type CachePlan,
	FIND_CACHE,
	type FindCacheParams,
	type FindCacheProgress,
	type FoundCache,
	PLAN_CACHE,
	type PlanCacheParams,
} from '../../server/src/shared/connect';
import {
	GET_METRICS,
	type MetricsParams,
	type MetricsSample,
} from '../../server/src/shared/dashboard';
import {
	type DoctorParams,
	type DoctorProgress,
	type DoctorResult,
	RUN_DOCTOR,
} from '../../server/src/shared/doctor';
import {
	type ClassPage,
	type ClassParams,
	COUNT_ROWS,
	GET_CLASS,
	GET_OUTPUT,
	type OutputParams,
	type OutputText,
	REMOVE_ROWS,
	type Removed,
	type RowCount,
	type RowsParams,
	SEARCH_CLASSES,
	type SearchPage,
	type SearchParams,
} from '../../server/src/shared/explore';
import {
	FOCUS_CHANGED,
	type FocusParams,
	REFRESH,
	RESTART_SERVER,
	START_SERVER,
	STATUS_CHANGED,
	STOP_SERVER,
	type StartServerParams,
	USE_SERVER,
	type UseServerParams,
	type UseServerResult,
} from '../../server/src/shared/messages';
import {
	type ShareParams,
	type SharingState,
	START_SHARING,
	STOP_SHARING,
} from '../../server/src/shared/sharing';
import type { ServerState, StatusSnapshot } from '../../server/src/shared/state';

export const statusChanged = new NotificationType<StatusSnapshot>(STATUS_CHANGED);
export const refresh = new RequestType0<StatusSnapshot, void>(REFRESH);
export const focusChanged = new NotificationType<FocusParams>(FOCUS_CHANGED);
export const startServer = new RequestType<StartServerParams, ServerState, void>(START_SERVER);
export const stopServer = new RequestType0<ServerState, void>(STOP_SERVER);
export const restartServer = new RequestType<StartServerParams, ServerState, void>(RESTART_SERVER);
export const useServer = new RequestType<UseServerParams, UseServerResult, void>(USE_SERVER);
export const runDoctor = new RequestType<DoctorParams, DoctorResult, void>(RUN_DOCTOR);
export const doctorProgress = new ProgressType<DoctorProgress>();
export const getMetrics = new RequestType<MetricsParams, MetricsSample, void>(GET_METRICS);
export const searchClasses = new RequestType<SearchParams, SearchPage, void>(SEARCH_CLASSES);
export const getClass = new RequestType<ClassParams, ClassPage, void>(GET_CLASS);
export const getOutput = new RequestType<OutputParams, OutputText, void>(GET_OUTPUT);
export const countRows = new RequestType<RowsParams, RowCount, void>(COUNT_ROWS);
export const removeRows = new RequestType<RowsParams, Removed, void>(REMOVE_ROWS);
export const startSharing = new RequestType<ShareParams, SharingState, void>(START_SHARING);
export const stopSharing = new RequestType<object, null, void>(STOP_SHARING);
export const findCache = new RequestType<FindCacheParams, FoundCache, void>(FIND_CACHE);
export const findCacheProgress = new ProgressType<FindCacheProgress>();
export const planCache = new RequestType<PlanCacheParams, CachePlan, void>(PLAN_CACHE);
