import { appendOperatorMix } from './appendOperatorMix';
import { commentInValue } from './commentInValue';
import { databaseOnNetwork } from './databaseOnNetwork';
import { equivalenceOff } from './equivalenceOff';
import { hashservRequired } from './hashservRequired';
import { invalidHashservAddress } from './invalidHashservAddress';
import { literalNewline } from './literalNewline';
import { mirrorBadScheme } from './mirrorBadScheme';
import { mirrorDirectoryMissing } from './mirrorDirectoryMissing';
import { mirrorNotFilePattern } from './mirrorNotFilePattern';
import { mirrorUnpaired } from './mirrorUnpaired';
import { mirrorWithoutHashserv } from './mirrorWithoutHashserv';
import { mirrorWithoutPathToken } from './mirrorWithoutPathToken';
import { missingConfiguration } from './missingConfiguration';
import { missingInclude } from './missingInclude';
import { missingMulticonfig } from './missingMulticonfig';
import { misspeltVariable } from './misspeltVariable';
import { neverTakesEffect } from './neverTakesEffect';
import { operatorSpacing } from './operatorSpacing';
import { overridesNeverSettle } from './overridesNeverSettle';
import { plaintextPassword } from './plaintextPassword';
import { privateDatabase } from './privateDatabase';
import { renamedVariable } from './renamedVariable';
import { retiredPublicServer } from './retiredPublicServer';
import type { Rule } from './rule';
import { setAfterConfVersion } from './setAfterConfVersion';
import { sourceMirrorIsOneUrl } from './sourceMirrorIsOneUrl';
import { sourceMirrorWithoutOwnMirrors } from './sourceMirrorWithoutOwnMirrors';
import { testSignatureHandler } from './testSignatureHandler';
import { unencryptedCredentials } from './unencryptedCredentials';
import { unknownSignatureHandler } from './unknownSignatureHandler';
import { upstreamIgnored } from './upstreamIgnored';
import { upstreamNeedsCredentials } from './upstreamNeedsCredentials';
import { upstreamUnreachable } from './upstreamUnreachable';

/** Every rule, in the order in which findings of one place are shown. */
export const RULES: readonly Rule[] = [
	// Hash equivalence
	unknownSignatureHandler,
	testSignatureHandler,
	hashservRequired,
	invalidHashservAddress,
	retiredPublicServer,
	upstreamIgnored,
	upstreamUnreachable,
	upstreamNeedsCredentials,
	unencryptedCredentials,
	plaintextPassword,
	databaseOnNetwork,
	privateDatabase,
	equivalenceOff,
	// Mirrors
	mirrorWithoutHashserv,
	mirrorUnpaired,
	mirrorBadScheme,
	mirrorNotFilePattern,
	mirrorWithoutPathToken,
	mirrorDirectoryMissing,
	literalNewline,
	sourceMirrorIsOneUrl,
	sourceMirrorWithoutOwnMirrors,
	// Assignments
	renamedVariable,
	misspeltVariable,
	neverTakesEffect,
	overridesNeverSettle,
	missingConfiguration,
	missingMulticonfig,
	setAfterConfVersion,
	// Syntax
	commentInValue,
	appendOperatorMix,
	operatorSpacing,
	missingInclude,
];
