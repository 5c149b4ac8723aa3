/** The dashboard's page: shows what the host sends, once a second. */
import './style.css';
import type { DashboardView, FromDashboard, ToDashboard } from '../../src/dashboard/view';
import { button, element, replace, setText } from '../dom';
import { host } from '../host';
import { type SectionNode, sectionNode } from './section';

/** What outlives a reload. */
interface Saved {
	readonly address?: string | null;
	readonly isExplained?: boolean;
}

let saved = (host.getState() ?? {}) as Saved;

const page = document.getElementById('page')!;
const heading = element('h1');
const stateText = element('span');
const stateIcon = element('span', { 'aria-hidden': 'true' });
// Only this is announced: it changes seldom, and the numbers every second.
const state = element('p', { class: 'state', role: 'status' }, stateIcon, stateText);
const notes = element('div', { class: 'notes' });
const actions = element('div', { class: 'bar' });
const sections = element('div');
page.append(heading, state, notes, actions, sections);

const shown = new Map<string, SectionNode>();
let shownActions = '';
let shownNotes = '';

function send(message: FromDashboard): void {
	host.postMessage(message);
}

function save(change: Saved): void {
	saved = { ...saved, ...change };
	host.setState(saved);
}

function show(view: DashboardView): void {
	setText(heading, view.title);
	setText(stateText, view.state.text);
	state.className = `state ${view.state.tone}`;
	stateIcon.className = `codicon codicon-${view.state.icon}`;
	showNotes(view.notes);
	showActions(view);
	showSections(view);
}

function showNotes(texts: readonly string[]): void {
	const key = texts.join('\n');
	if (key === shownNotes) return;
	shownNotes = key;
	notes.replaceChildren(...texts.map((text) => element('p', {}, text)));
}

function showActions({ actions: wanted, sections: { length }, words }: DashboardView): void {
	const key = JSON.stringify([wanted, length > 0]);
	if (key === shownActions) return;
	shownActions = key;
	const buttons = wanted.map(({ id, label, icon: iconName, isMain }) =>
		button(label, () => send({ kind: 'action', id }), {
			iconName,
			id: `action-${id}`,
			class: isMain === true ? 'main' : undefined,
		}),
	);
	replace(actions, ...buttons, length > 0 && explainButton(words.explain));
}

/** Shows what each number means below it, for those without a pointer to rest on it. */
function explainButton(label: string): HTMLElement {
	const isPressed = (): boolean => saved.isExplained === true;
	const made = button(
		label,
		() => {
			save({ isExplained: !isPressed() });
			made.setAttribute('aria-pressed', String(isPressed()));
			sections.classList.toggle('explained', isPressed());
		},
		{ iconName: 'question', id: 'explain', 'aria-pressed': String(isPressed()) },
	);
	sections.classList.toggle('explained', isPressed());
	return made;
}

function showSections({ sections: wanted, words }: DashboardView): void {
	const ids = new Set(wanted.map(keyOf));
	for (const [key, section] of shown) {
		if (ids.has(key)) continue;
		section.remove();
		shown.delete(key);
	}
	wanted.forEach((section, index) => {
		const known = shown.get(keyOf(section));
		const made = known ?? sectionNode(section, words);
		shown.set(keyOf(section), made);
		if (sections.children[index] !== made.node) {
			sections.insertBefore(made.node, sections.children[index] ?? null);
		}
		known?.update(section);
	});
}

/** A section with other charts is another one: they are made once. */
function keyOf({ id, charts }: DashboardView['sections'][number]): string {
	return [id, ...charts.map((chart) => `${chart.id}${chart.lines.length}`)].join(' ');
}

window.addEventListener('message', ({ data }: MessageEvent<ToDashboard>) => {
	if (data.kind !== 'view') return;
	if (saved.address !== data.address) save({ address: data.address });
	show(data.view);
});

// The editor changes the body's class with the theme; charts are drawn with its colours.
new MutationObserver(() => {
	for (const section of shown.values()) section.restyle();
}).observe(document.body, { attributes: true, attributeFilter: ['class'] });

send({ kind: 'ready' });
