import { commands, type Disposable, EventEmitter, l10n, Uri, window, workspace } from 'vscode';
import { type Output, outputId } from './state';

const SCHEME = 'hashequiv-output';

/** Shows the listings of outputs, from which BitBake makes their hashes, as read-only documents. */
export interface Outputs extends Disposable {
	show(output: Output, text: string): Promise<void>;
	compare(left: Shown, right: Shown): Promise<void>;
}

interface Shown {
	readonly output: Output;
	readonly text: string;
}

/** Listings that are kept for documents that were closed and may be opened again. */
const MOST_KEPT = 20;

export function createOutputs(): Outputs {
	const texts = new Map<string, string>();
	const changed = new EventEmitter<Uri>();
	const provider = workspace.registerTextDocumentContentProvider(SCHEME, {
		onDidChange: changed.event,
		provideTextDocumentContent: (uri) =>
			texts.get(uri.query) ??
			l10n.t('This listing is not at hand any more. Show it again from Explore Equivalences.'),
	});

	function keep({ output, text }: Shown): Uri {
		const id = outputId(output);
		texts.delete(id);
		texts.set(id, text);
		for (const oldest of texts.keys()) {
			if (texts.size <= MOST_KEPT) break;
			texts.delete(oldest);
		}
		const uri = Uri.from({ scheme: SCHEME, path: `/${titleOf(output)}`, query: id });
		// A document from before a reload is there without its text.
		changed.fire(uri);
		return uri;
	}

	return {
		show: async (output, text) => {
			const document = await workspace.openTextDocument(keep({ output, text }));
			await window.showTextDocument(document, { preview: true });
		},
		compare: async (left, right) => {
			const title = `${titleOf(left.output)} ↔ ${titleOf(right.output)}`;
			await commands.executeCommand('vscode.diff', keep(left), keep(right), title);
		},
		dispose: () => {
			provider.dispose();
			changed.dispose();
		},
	};
}

/** Also a path, and so without slashes. */
function titleOf({ name, taskhash }: Output): string {
	return `${name} ${taskhash.slice(0, 8)}`.trim().replaceAll('/', '_');
}
