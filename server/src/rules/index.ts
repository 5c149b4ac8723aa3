import { hashservRequired } from './hashservRequired';
import { invalidHashservAddress } from './invalidHashservAddress';
import { mirrorUnpaired } from './mirrorUnpaired';
import { mirrorWithoutHashserv } from './mirrorWithoutHashserv';
import type { Rule } from './rule';
import { sourceMirrorIsOneUrl } from './sourceMirrorIsOneUrl';
import { sourceMirrorWithoutOwnMirrors } from './sourceMirrorWithoutOwnMirrors';
import { unknownSignatureHandler } from './unknownSignatureHandler';
import { upstreamIgnored } from './upstreamIgnored';

/** Every rule, in the order in which findings of one place are shown. */
export const RULES: readonly Rule[] = [
	unknownSignatureHandler,
	hashservRequired,
	invalidHashservAddress,
	upstreamIgnored,
	mirrorWithoutHashserv,
	mirrorUnpaired,
	sourceMirrorIsOneUrl,
	sourceMirrorWithoutOwnMirrors,
];
