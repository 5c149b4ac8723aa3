/** Why a server refuses, from its answer to a request; null for any other answer. It closes the connection behind a refusal. */
export function refusalOf(answer: unknown): string | null {
	if (typeof answer !== 'object' || answer === null || !('invoke-error' in answer)) return null;
	const error = answer['invoke-error'];
	return typeof error === 'object' && error !== null && 'message' in error
		? String(error.message)
		: 'it gives no reason';
}
