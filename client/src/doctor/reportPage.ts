import { env, l10n } from 'vscode';
import { COMMANDS } from '../../../server/src/shared/commands';
import type {
	CheckResult,
	CheckStatus,
	DoctorReport,
	DoctorResult,
} from '../../../server/src/shared/doctor';
import { inHtml } from '../html';
import { STYLE } from './reportStyle';

/** A report and what the page needs to go on from it. */
export interface ShownReport extends DoctorResult {
	readonly buildUri: string;
	/** Names of configuration files with changes that were not on the disk. */
	readonly unsaved: readonly string[];
}

/** A page without scripts; what can be done are links to commands. */
export function reportPage({ report, buildUri, unsaved }: ShownReport): string {
	const { checks } = report;
	const of = (...statuses: CheckStatus[]) =>
		checks.filter(({ status }) => statuses.includes(status));
	const troubles = [...of('problem'), ...of('warning')];
	const others = of('info', 'ok', 'skipped');
	return `<!DOCTYPE html>
<html lang="${env.language}">
<head>
	<meta charset="utf-8">
	<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<title>${inHtml(l10n.t('Hash Equivalence Doctor'))}</title>
	<style>${STYLE}</style>
</head>
<body>
<main>
	<header>
		<h1>${inHtml(headline(report))}</h1>
		<p class="about">${inHtml(l10n.t('Hash Equivalence Doctor, build directory {0}', report.buildDirectory))}<br>${inHtml(l10n.t('{0} UTC', report.time.slice(0, 19).replace('T', ' ')))}</p>
		<nav>
			${button(COMMANDS.copyDoctorReport, [], l10n.t('Copy as Markdown'), 'primary')}
			${button(COMMANDS.runDoctor, [{ buildUri }], l10n.t('Run Again'))}
		</nav>
		${unsaved.length === 0 ? '' : `<p class="note">${inHtml(l10n.t('Not saved, so not seen by the Doctor or by BitBake: {0}', unsaved.join(', ')))}</p>`}
	</header>
	${troubles.map(section).join('\n')}
	<h2>${inHtml(troubles.length === 0 ? l10n.t('What was looked at') : l10n.t('What else was looked at'))}</h2>
	${others.map(row).join('\n')}
</main>
</body>
</html>`;
}

function headline({ counts }: DoctorReport): string {
	const { problem, warning } = counts;
	if (problem + warning === 0) return l10n.t('Nothing is wrong');
	return [
		...(problem > 0 ? [problem === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', problem)] : []),
		...(warning > 0 ? [warning === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', warning)] : []),
	].join(', ');
}

function wordFor(status: CheckStatus): string {
	switch (status) {
		case 'ok':
			return l10n.t('ok');
		case 'info':
			return l10n.t('info');
		case 'warning':
			return l10n.t('warning');
		case 'problem':
			return l10n.t('problem');
		case 'skipped':
			return l10n.t('skipped');
	}
}

/** What is wrong, with all that helps to mend it. */
function section({ title, status, summary, details, meaning, fix, place }: CheckResult): string {
	return `<section class="${status}">
		<h2><span class="badge ${status}">${inHtml(wordFor(status))}</span> ${inHtml(title)}</h2>
		<p>${inHtml(summary)}</p>
		${details ? lines(details) : ''}
		<dl>
			${meaning === undefined ? '' : `<dt>${inHtml(l10n.t('What it means'))}</dt><dd>${inHtml(meaning)}</dd>`}
			${fix === undefined ? '' : `<dt>${inHtml(l10n.t('What to do'))}</dt><dd>${inHtml(fix)}</dd>`}
		</dl>
		${
			place === undefined
				? ''
				: `<p>${button(COMMANDS.openOrigin, [{ uri: fileUri(place.file), line: place.line }], l10n.t('Open {0}, line {1}', nameOf(place.file), place.line))}</p>`
		}
	</section>`;
}

/** What is fine on one line; more of it on a click. */
function row({ title, status, summary, details = [], meaning }: CheckResult): string {
	const heading = `<span class="line"><span class="badge ${status}">${inHtml(wordFor(status))}</span> <span><b>${inHtml(title)}</b> ${inHtml(summary)}</span></span>`;
	const more = [
		...(meaning === undefined ? [] : [`<p>${inHtml(meaning)}</p>`]),
		...(details.length === 0 ? [] : [lines(details)]),
	];
	return more.length === 0
		? `<div class="row">${heading}</div>`
		: `<details class="row"><summary>${heading}</summary>${more.join('')}</details>`;
}

function lines(details: readonly string[]): string {
	return `<ul>${details.map((detail) => `<li><code>${inHtml(detail)}</code></li>`).join('')}</ul>`;
}

function button(command: string, args: readonly unknown[], text: string, kind = ''): string {
	const uri = `command:${command}?${encodeURIComponent(JSON.stringify(args))}`;
	return `<a class="button ${kind}" role="button" href="${inHtml(uri)}">${inHtml(text)}</a>`;
}

/** As `vscode.Uri.file` would write an absolute path. */
function fileUri(path: string): string {
	return `file://${path.split('/').map(encodeURIComponent).join('/')}`;
}

function nameOf(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}
