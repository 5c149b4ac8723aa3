/** The page of equivalences: a search, what it found, and one class of it. */
import './style.css';
import type { ExploreView, ToExplore } from '../../src/explore/view';
import { button, element, icon, replace, setText } from '../dom';
import { host } from '../host';
import { classPart } from './classPart';
import { send } from './messages';
import { resultsPart } from './resultsPart';
import { searchForm } from './searchForm';

const page = document.getElementById('page')!;
const heading = element('h1');
const introduction = element('p', { class: 'quiet' });
const serverName = element('span', { class: 'hash' });
const server = element('div', { class: 'bar quiet server' }, icon('server'), serverName);
const form = searchForm();
const stop = element('span');
const progress = element('div', { class: 'progress', role: 'progressbar', hidden: true });
const work = element('span', { class: 'quiet late', role: 'status' });
const summary = element('p', { role: 'status' });
const problem = element('p', { class: 'problem bad', role: 'alert' });
const parts = element('div', { class: 'parts' });
page.append(
	progress,
	heading,
	introduction,
	server,
	form.node,
	element('div', { class: 'bar' }, summary, work, stop),
	problem,
	parts,
);

let opened = '';
let shownParts = '';

function show(view: ExploreView): void {
	const { words } = view;
	setText(heading, view.title);
	setText(introduction, view.introduction);
	setText(serverName, view.server);
	if (server.children.length === 2) {
		server.append(
			button(words.chooseServer, () => send({ kind: 'chooseServer' }), { class: 'link' }),
		);
	}
	form.show(view);
	setText(summary, view.summary);
	keepingFocus(stop, ['search'], () =>
		replace(
			stop,
			view.canStop &&
				button(words.stop, () => send({ kind: 'stop' }), { iconName: 'loading', id: 'stop' }),
		),
	);
	setText(work, view.work ?? '');
	progress.hidden = !view.isBusy;
	progress.setAttribute('aria-label', view.work ?? words.busy);
	parts.setAttribute('aria-busy', String(view.isBusy));
	const problemText = view.problem ?? '';
	if (problem.textContent !== problemText) {
		problem.replaceChildren(...(problemText === '' ? [] : [icon('error'), problemText]));
	}
	showParts(view);
	leave =
		view.open !== null
			? () => send({ kind: 'close' })
			: view.canStop
				? () => send({ kind: 'stop' })
				: undefined;
}

function showParts(view: ExploreView): void {
	const text = JSON.stringify([view.results, view.hasMore, view.open, view.chosen]);
	if (text === shownParts) return;
	shownParts = text;
	const { open } = view;
	parts.classList.toggle('both', open !== null);
	const before = parts.querySelector<HTMLElement>('tr.open button')?.id ?? '';
	keepingFocus(parts, [before, 'search'], () =>
		replace(parts, resultsPart(view), open === null ? null : classPart(open, view)),
	);
	const id = open === null ? '' : (open.facts[0]?.hash ?? '');
	if (id !== opened && open !== null) {
		const title = document.getElementById('class-heading');
		title?.focus({ preventScroll: true });
		title?.scrollIntoView({ block: 'nearest' });
	}
	opened = id;
}

/** Changes a part; where that takes away what had the focus, the first of these that is there gets it. */
function keepingFocus(part: HTMLElement, others: readonly string[], change: () => void): void {
	const hadFocus = part.contains(document.activeElement);
	change();
	if (!hadFocus || part.contains(document.activeElement)) return;
	const next = others.map((id) => document.getElementById(id)).find((node) => node !== null);
	next?.focus({ preventScroll: true });
}

/** What Escape does now. */
let leave: (() => void) | undefined;

document.addEventListener('keydown', ({ key, defaultPrevented }) => {
	if (key === 'Escape' && !defaultPrevented) leave?.();
});

window.addEventListener('message', ({ data }: MessageEvent<ToExplore>) => {
	if (data.kind !== 'view') return;
	const { text, field } = data.view.query;
	host.setState({ address: data.address, text, field });
	show(data.view);
});

send({ kind: 'ready' });
