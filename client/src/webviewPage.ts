import { randomBytes } from 'node:crypto';
import { type ExtensionContext, env, Uri, type Webview, type WebviewOptions } from 'vscode';
import { inHtml } from './html';

/** A page of `client/webview`, by the name of its bundle. */
export type PageBundle = 'dashboard' | 'explore' | 'doctor';

/** What a page may do: run its own script, and read nothing but the bundles. */
export function webviewOptions({ extensionUri }: ExtensionContext): WebviewOptions {
	return { enableScripts: true, localResourceRoots: [Uri.joinPath(extensionUri, 'dist')] };
}

/** The page around a bundle of `client/webview`, which fills it. Nothing of it comes from the network. */
export function webviewPage(
	webview: Webview,
	{ extensionUri }: ExtensionContext,
	bundle: PageBundle,
	title: string,
): string {
	const nonce = randomBytes(16).toString('base64');
	const file = (name: string): string =>
		webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', name)).toString();
	const policy = [
		"default-src 'none'",
		`style-src ${webview.cspSource}`,
		`font-src ${webview.cspSource}`,
		`script-src 'nonce-${nonce}'`,
	].join('; ');
	return `<!DOCTYPE html>
<html lang="${inHtml(env.language)}">
<head>
	<meta charset="UTF-8">
	<meta http-equiv="Content-Security-Policy" content="${policy}">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<title>${inHtml(title)}</title>
	<link rel="stylesheet" href="${file(`${bundle}.css`)}">
</head>
<body>
	<main id="page"></main>
	<script nonce="${nonce}" src="${file(`${bundle}.js`)}"></script>
</body>
</html>`;
}
