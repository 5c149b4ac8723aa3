/** The extension in an editor that speaks another language. */
import assert from 'node:assert/strict';
import type { Case } from '../../support/cases';
import type { UserContext } from '../context';
import { codesOf } from '../findings';

export const languageCases: readonly Case<UserContext>[] = [
	{
		name: 'commands, findings, the status view, the Doctor and the dashboard speak Russian in a Russian editor',
		async run(context) {
			const build = await context.build('DISTRO = "poky"\nBB_SIGNATURE_HANDLER = "OEEquivhash"\n');
			const workbench = await context.windowIn('ru', build);
			await workbench.open('conf/local.conf');
			const [problem] = await workbench.untilProblems('the handler to be found', (all) =>
				codesOf(all).includes('unknown-signature-handler'),
			);
			assert.match(problem?.message ?? '', /Регистр важен: возможно, имелось в виду OEEquivHash\?/);

			// The palette finds a command by its English name, too.
			await workbench.untilCommands(
				'Hash Equivalence: Start',
				([first]) => first === 'Эквивалентность хэшей: Запустить сервер хэшей',
			);
			await workbench.openView('Эквивалентность хэшей');
			await workbench.command('Эквивалентность хэшей: Запустить сервер хэшей');
			await workbench.notification('Сервер хэшей работает на');
			await workbench.treeRow('Сервер хэшей').first().waitFor();

			await workbench.command('Эквивалентность хэшей: Запустить «Доктора»');
			const page = workbench.page
				.frameLocator('iframe.webview.ready')
				.frameLocator('iframe#active-frame');
			await page.getByRole('button', { name: 'Скопировать как Markdown' }).waitFor();
			await page.getByRole('heading', { name: 'Файлы конфигурации' }).waitFor();
			await workbench.command('Эквивалентность хэшей: Открыть панель показателей');
			const dashboard = workbench.page
				.frameLocator('iframe.webview.ready >> nth=-1')
				.frameLocator('iframe#active-frame');
			await dashboard.getByRole('heading', { name: 'Запросы сборок' }).waitFor();
		},
	},
];
