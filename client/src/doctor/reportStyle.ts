/** The look of the report, in the colours of the theme. */
export const STYLE = `
	body { color: var(--vscode-foreground); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); line-height: 1.5; padding: 0 2em 3em; }
	main { max-width: 60em; margin: 0 auto; }
	h1 { font-size: 1.8em; font-weight: 600; margin: 1em 0 0.2em; }
	h2 { font-size: 1.15em; font-weight: 600; margin: 0 0 0.4em; }
	main > h2 { margin: 1.8em 0 0.6em; }
	p { margin: 0.4em 0; overflow-wrap: anywhere; }
	.about { color: var(--vscode-descriptionForeground); }
	nav { display: flex; flex-wrap: wrap; gap: 0.6em; margin: 1em 0; }
	.button { display: inline-block; padding: 0.3em 0.9em; border-radius: 2px; text-decoration: none; color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); border: 1px solid var(--vscode-button-border, transparent); }
	.button:hover { background: var(--vscode-button-secondaryHoverBackground); }
	.button.primary { color: var(--vscode-button-foreground); background: var(--vscode-button-background); }
	.button.primary:hover { background: var(--vscode-button-hoverBackground); }
	.button:focus-visible, summary:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
	.note { border-left: 3px solid var(--vscode-editorInfo-foreground); padding-left: 0.8em; }
	section { border-left: 4px solid var(--vscode-editorWarning-foreground); background: var(--vscode-editorWidget-background); padding: 0.8em 1.2em; margin: 0.8em 0; }
	section.problem { border-left-color: var(--vscode-editorError-foreground); }
	dl { margin: 0.6em 0 0.2em; display: grid; grid-template-columns: max-content 1fr; gap: 0.2em 1em; }
	dt { font-weight: 600; }
	dd { margin: 0; overflow-wrap: anywhere; }
	ul { margin: 0.4em 0; padding-left: 1.4em; }
	code { font-family: var(--vscode-editor-font-family); font-size: 0.95em; color: inherit; background: none; overflow-wrap: anywhere; }
	.row { padding: 0.35em 0; border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-editorGroup-border, transparent)); overflow-wrap: anywhere; }
	.row:not(details) { padding-left: 1.15em; }
	.line { display: inline-flex; align-items: baseline; max-width: calc(100% - 1.5em); }
	.line > :last-child { min-width: 0; }
	.row b { margin-right: 0.4em; font-weight: 600; }
	summary { cursor: pointer; }
	details > p, details > ul { margin-left: 2em; }
	.badge { display: inline-block; flex: none; min-width: 4.6em; text-align: center; border: 1px solid var(--vscode-descriptionForeground); border-radius: 2px; font-size: 0.85em; padding: 0 0.3em; margin-right: 0.6em; font-weight: 400; }
	.badge.ok { border-color: var(--vscode-testing-iconPassed, currentColor); }
	.badge.info { border-color: var(--vscode-editorInfo-foreground); }
	.badge.warning { border-color: var(--vscode-editorWarning-foreground); }
	.badge.problem { border-color: var(--vscode-editorError-foreground); }
	@media (max-width: 40em) { body { padding: 0 1em 2em; } dl { display: block; } dd { margin-bottom: 0.4em; } }
`;
