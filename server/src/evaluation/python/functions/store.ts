import { truth } from '../values';
import type { Call } from './function';

export const getVar = (call: Call): string | null =>
	call.d.getVar(call.text('var'), isExpanded(call));

export const getVarFlag = (call: Call): string | null =>
	call.d.getVarFlag(call.text('var'), call.text('flag'), isExpanded(call));

export const expand = (call: Call): string => call.d.expand(call.text('s'));

/** Expanded unless the call says otherwise; None says so too. */
function isExpanded(call: Call): boolean {
	const value = call.option('expand');
	return value === undefined || truth(value);
}
