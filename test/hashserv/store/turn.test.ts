import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Turn } from '../../../server/src/hashserv/store/turn';

function recorded(): { log: string[]; turn: Turn } {
	const log: string[] = [];
	const note = (what: string) => () => void log.push(what);
	return { log, turn: new Turn({ enter: note('enter'), begin: note('begin'), end: note('end') }) };
}

it('shares one snapshot among the look-ups of a turn', async () => {
	const { log, turn } = recorded();
	for (let lookUp = 0; lookUp < 3; lookUp++) {
		turn.enter();
		turn.begin();
	}
	expect(log).toEqual(['enter', 'begin']);
	await null;
	expect(log).toEqual(['enter', 'begin', 'end']);
	turn.begin();
	expect(log.slice(3)).toEqual(['begin']);
	await setImmediate();
	turn.begin();
	expect(log.slice(4)).toEqual(['end', 'enter', 'begin']);
});

it('opens none for look-ups that need none', async () => {
	const { log, turn } = recorded();
	turn.enter();
	await setImmediate();
	turn.enter();
	await setImmediate();
	expect(log).toEqual(['enter', 'enter']);
});

it('tries again when the snapshot could not be had', async () => {
	let fails = 1;
	const log: string[] = [];
	const turn = new Turn({
		enter: () => {},
		begin: () => {
			if (fails-- > 0) throw new Error('locked');
			log.push('begin');
		},
		end: () => log.push('end'),
	});
	expect(() => turn.begin()).toThrow('locked');
	turn.begin();
	await null;
	expect(log).toEqual(['begin', 'end']);
});
