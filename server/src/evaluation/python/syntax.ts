/** A Python expression. */
export type Expression =
	| { readonly kind: 'constant'; readonly value: string | bigint | number | boolean | null }
	| { readonly kind: 'name'; readonly name: string }
	| { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
	| { readonly kind: 'index'; readonly of: Expression; readonly index: Expression }
	| {
			readonly kind: 'slice';
			readonly of: Expression;
			readonly from?: Expression;
			readonly to?: Expression;
			readonly step?: Expression;
	  }
	| Call
	| { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
	| {
			readonly kind: 'binary';
			readonly operator: string;
			readonly left: Expression;
			readonly right: Expression;
	  }
	| Comparison
	| { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
	| {
			readonly kind: 'conditional';
			readonly test: Expression;
			readonly then: Expression;
			readonly otherwise: Expression;
	  }
	| { readonly kind: 'list' | 'tuple' | 'set'; readonly items: readonly Expression[] }
	| { readonly kind: 'dict'; readonly entries: readonly (readonly [Expression, Expression])[] }
	| Comprehension;

export interface Call {
	readonly kind: 'call';
	readonly callee: Expression;
	readonly args: readonly Expression[];
	readonly keywords: ReadonlyMap<string, Expression>;
}

/** `first < second <= third`: each operator with what stands behind it. */
export interface Comparison {
	readonly kind: 'compare';
	readonly first: Expression;
	readonly rest: readonly { readonly operator: string; readonly right: Expression }[];
}

export interface Comprehension {
	readonly kind: 'comprehension';
	readonly result: 'list' | 'set' | 'generator';
	readonly item: Expression;
	readonly variable: string;
	readonly over: Expression;
	readonly conditions: readonly Expression[];
}

/** `a.b.c` as text, or undefined for anything else than names with dots. */
export function dottedName(node: Expression): string | undefined {
	if (node.kind === 'name') return node.name;
	if (node.kind !== 'attribute') return undefined;
	const of = dottedName(node.of);
	return of && `${of}.${node.name}`;
}
