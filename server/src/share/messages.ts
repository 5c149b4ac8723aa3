/** What the process that shares tells the one that started it. Plain data. */
import type { SharingFigures, SharingInfo } from '../shared/sharing';

export type ShareMessage =
	| { readonly kind: 'running'; readonly info: SharingInfo }
	/** At most once a second, and only when a figure changed. */
	| { readonly kind: 'figures'; readonly figures: SharingFigures };
