/** The Doctor's page: how a build is, what came of each check, and what to do. */
import './style.css';
import type { DoctorView, Progress, ToDoctor } from '../../src/doctor/view';
import { button, element, icon, replace, setText } from '../dom';
import { host } from '../host';
import { groupPart } from './groupPart';
import { send } from './messages';

const page = document.getElementById('page')!;
const heading = element('h1');
const about = element('div', { class: 'about quiet' });
const actions = element('div', { class: 'bar' });
const progress = element('div', { class: 'progress' });
const problem = element('p', { class: 'alert problem', role: 'alert' });
const notes = element('div');
const groups = element('div');
// Outlives what it tells about, or a screen reader would not notice the change.
const spoken = element('p', { class: 'spoken', role: 'status' });
page.append(heading, about, actions, progress, problem, notes, spoken, groups);

let shown: Partial<Record<string, string>> = {};

function show(view: DoctorView): void {
	const { words } = view;
	renew('heading', [view.heading, view.status], () => {
		heading.className = view.status?.id ?? '';
		replace(heading, view.status !== undefined && icon(view.status.icon), view.heading);
	});
	renew('about', view.about, () => replace(about, ...view.about.map(paragraph)));
	renew('actions', [words, view.hasReport, view.progress !== null], () => showActions(view));
	showProgress(view.progress, words.cancel);
	const text = view.problem ?? '';
	renew('problem', text, () => replace(problem, text !== '' && icon('error'), text || null));
	renew('notes', view.notes, () => replace(notes, ...view.notes.map(note)));
	renew('groups', view.groups, () => showGroups(view));
	setText(spoken, view.spoken);
}

/** Makes a part again only when it differs: steps of an examination must not close what is open. */
function renew(part: string, content: unknown, make: () => void): void {
	const text = JSON.stringify(content);
	if (shown[part] === text) return;
	shown = { ...shown, [part]: text };
	make();
}

function paragraph(text: string): HTMLElement {
	return element('p', {}, text);
}

function note(text: string): HTMLElement {
	return element('p', { class: 'note' }, icon('info'), text);
}

function showActions({ words, hasReport, progress: running }: DoctorView): void {
	const isBusy = running !== null;
	replace(
		actions,
		// Not `disabled`, which would take the focus from whoever has just pressed it.
		button(words.run, () => !isBusy && send({ kind: 'run' }), {
			iconName: isBusy ? 'loading' : 'play',
			id: 'run',
			class: 'main',
			'aria-disabled': isBusy ? 'true' : undefined,
		}),
		hasReport && button(words.copy, () => send({ kind: 'copy' }), { iconName: 'copy', id: 'copy' }),
	);
}

function showProgress(running: Progress | null, cancelLabel: string): void {
	if (running === null) {
		if (progress.contains(document.activeElement)) document.getElementById('run')?.focus();
		progress.replaceChildren();
		return;
	}
	if (progress.childElementCount === 0) {
		progress.append(
			element('span', { id: 'step' }),
			button(cancelLabel, () => send({ kind: 'cancel' }), { iconName: 'close', id: 'cancel' }),
			element('progress', { 'aria-labelledby': 'step' }),
		);
	}
	const bar = progress.querySelector('progress')!;
	if (running.total !== null) {
		bar.max = running.total;
		bar.value = running.done;
	}
	setText(document.getElementById('step')!, running.text);
}

function showGroups({ groups: wanted, words }: DoctorView): void {
	const open = new Set(
		Array.from(groups.querySelectorAll<HTMLElement>('details[open]'), ({ id }) => id),
	);
	replace(groups, ...wanted.map((group) => groupPart(group, words)));
	for (const id of open) document.getElementById(id)?.setAttribute('open', '');
}

window.addEventListener('message', ({ data }: MessageEvent<ToDoctor>) => {
	if (data.kind !== 'view') return;
	host.setState(data.kept);
	show(data.view);
});

send({ kind: 'ready' });
