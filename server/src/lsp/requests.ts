/** The messages of shared/messages.ts as typed protocol objects. */
import { NotificationType, RequestType, RequestType0 } from 'vscode-languageserver/node';
import {
	FOCUS_CHANGED,
	type FocusParams,
	GET_STATUS,
	REFRESH,
	RESTART_SERVER,
	START_SERVER,
	STATUS_CHANGED,
	STOP_SERVER,
	type StartServerParams,
	USE_SERVER,
	type UseServerParams,
	type UseServerResult,
} from '../shared/messages';
import type { ServerState, StatusSnapshot } from '../shared/state';

export const statusChanged = new NotificationType<StatusSnapshot>(STATUS_CHANGED);
export const getStatus = new RequestType0<StatusSnapshot, void>(GET_STATUS);
export const refresh = new RequestType0<StatusSnapshot, void>(REFRESH);
export const focusChanged = new NotificationType<FocusParams>(FOCUS_CHANGED);
export const startServer = new RequestType<StartServerParams, ServerState, void>(START_SERVER);
export const stopServer = new RequestType0<ServerState, void>(STOP_SERVER);
export const restartServer = new RequestType<StartServerParams, ServerState, void>(RESTART_SERVER);
export const useServer = new RequestType<UseServerParams, UseServerResult, void>(USE_SERVER);
