import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Output } from '../../../server/src/hashserv/wire/output';

describe('output', () => {
	const step = fc.oneof(
		fc.record({ line: fc.string({ unit: 'binary', maxLength: 3000 }) }),
		fc.record({ bytes: fc.uint8Array({ maxLength: 200 }) }),
		fc.record({ isDone: fc.boolean() }),
	);

	it('is what was put in, whoever else has some and holds on to it', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.nat(2), step), { maxLength: 60 }), (steps) => {
				const outputs = Array.from({ length: 3 }, () => ({ output: new Output(), model: '' }));
				const held: { bytes: Buffer; text: string }[] = [];
				for (const [which, each] of steps) {
					const { output, model } = outputs[which] as (typeof outputs)[0];
					let added = '';
					if ('line' in each) {
						output.line(each.line);
						added = Buffer.from(`${each.line}\n`).toString('latin1');
					} else if ('bytes' in each) {
						Buffer.from(each.bytes).copy(output.room(each.bytes.length), output.length);
						output.wrote(each.bytes.length);
						added = Buffer.from(each.bytes).toString('latin1');
					} else {
						output.pass((bytes) => {
							expect(bytes.toString('latin1')).toBe(model);
							if (!each.isDone) held.push({ bytes, text: model });
							return each.isDone;
						});
						expect(output.length).toBe(0);
						outputs[which] = { output, model: '' };
						continue;
					}
					outputs[which] = { output, model: model + added };
					expect(output.length).toBe(model.length + added.length);
				}
				for (const { bytes, text } of held) expect(bytes.toString('latin1')).toBe(text);
			}),
		);
	});
});
