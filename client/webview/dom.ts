type Attributes = Readonly<Record<string, string | boolean | undefined>>;
type Child = Node | string | null | false;

/** An element with attributes and children. True is an attribute without a value; false and undefined leave it out. */
export function element<Name extends keyof HTMLElementTagNameMap>(
	name: Name,
	attributes: Attributes = {},
	...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) {
		if (value === true) made.setAttribute(key, '');
		else if (typeof value === 'string') made.setAttribute(key, value);
	}
	for (const child of children) {
		if (child !== null && child !== false) made.append(child);
	}
	return made;
}

/** One of the editor's icons; words beside it say the same. */
export function icon(name: string): HTMLElement {
	return element('span', { class: `codicon codicon-${name}`, 'aria-hidden': 'true' });
}

/** A button with a text; `act` is called when it is pressed. */
export function button(
	label: string,
	act: () => void,
	{ iconName, ...attributes }: Attributes & { readonly iconName?: string } = {},
): HTMLButtonElement {
	const made = element(
		'button',
		{ type: 'button', ...attributes },
		iconName === undefined ? null : icon(iconName),
		label,
	);
	made.addEventListener('click', act);
	return made;
}

/** A button that is only an icon, with its words for a pointer and a screen reader. */
export function iconButton(
	label: string,
	iconName: string,
	act: () => void,
	attributes: Attributes = {},
): HTMLButtonElement {
	const made = element(
		'button',
		{ type: 'button', class: 'icon', title: label, 'aria-label': label, ...attributes },
		icon(iconName),
	);
	made.addEventListener('click', act);
	return made;
}

/** Sets a text only where it changed: a screen reader and a selection notice the difference. */
export function setText(node: Element, text: string): void {
	if (node.textContent !== text) node.textContent = text;
}

/** Replaces what is in an element, and leaves the focus where it was, on what has the same id. */
export function replace(parent: HTMLElement, ...children: readonly Child[]): void {
	const id = parent.contains(document.activeElement) ? document.activeElement?.id : undefined;
	parent.replaceChildren(...children.filter((child) => child !== null && child !== false));
	if (id) document.getElementById(id)?.focus({ preventScroll: true });
}
