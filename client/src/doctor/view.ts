/** What the Doctor's page shows, ready to be read. Plain data, because it travels in messages. */
import type { CheckStatus } from '../../../server/src/shared/doctor';

export interface DoctorView {
	/** How the build is, in a sentence. */
	readonly heading: string;
	/** Undefined while nothing is known. */
	readonly status: ShownStatus | undefined;
	/** Of which build, and when. */
	readonly about: readonly string[];
	/** What to know about all that is below. */
	readonly notes: readonly string[];
	/** Why there is no newer report. */
	readonly problem: string | null;
	/** Null while nothing is examined. */
	readonly progress: Progress | null;
	/** What a screen reader says when it changes. */
	readonly spoken: string;
	readonly hasReport: boolean;
	readonly groups: readonly Group[];
	readonly words: Words;
}

/** What came of a check, or of all; its colour is never alone. */
export interface ShownStatus {
	readonly id: CheckStatus;
	/** A codicon's name. */
	readonly icon: string;
	readonly word: string;
}

export interface Progress {
	readonly text: string;
	readonly done: number;
	/** Null before the first check has ended. */
	readonly total: number | null;
}

/** Checks of which the same came. */
export interface Group {
	readonly status: ShownStatus;
	readonly heading: string;
	/** True where everything about its checks is to be read at once. */
	readonly isOpen: boolean;
	readonly checks: readonly ShownCheck[];
}

export interface ShownCheck {
	readonly id: string;
	readonly title: string;
	readonly summary: string;
	readonly details: readonly string[];
	readonly meaning: string | null;
	readonly fix: string | null;
	/** Label of the button that leads to where it is to be mended. */
	readonly place: string | null;
}

/** The page's own words, in the user's language. */
export interface Words {
	readonly run: string;
	readonly cancel: string;
	readonly copy: string;
	readonly meaning: string;
	readonly fix: string;
}

/** Host to page. */
export type ToDoctor = {
	readonly kind: 'view';
	readonly view: DoctorView;
	/** For the page to keep: what the host needs to show the same after a reload. */
	readonly kept: unknown;
};

/** Page to host. */
export type FromDoctor =
	| { readonly kind: 'ready' | 'run' | 'cancel' | 'copy' }
	/** The place of a check is to be opened. */
	| { readonly kind: 'open'; readonly id: string };
