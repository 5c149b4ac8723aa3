import { X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import { messageOf } from '../errors';
import type { TlsIdentity, TlsSource } from './connection';

/** What TLS handshakes use: made anew when the certificate was renewed, so that no build loses its server for that. */
export class RenewableContext {
	readonly #source: TlsSource;
	readonly #warn: (message: string) => void;
	#identity: TlsIdentity;
	#context: SecureContext;
	#end: Date;
	#lastWarning = '';

	/** @throws the system's error when certificate or key are of no use */
	constructor(source: TlsSource, warn: (message: string) => void) {
		this.#source = source;
		this.#warn = warn;
		this.#identity = source();
		this.#context = createSecureContext(this.#identity);
		this.#end = endOf(this.#identity);
		this.#checkEnd();
	}

	/** For the next handshake. A new certificate of no use, such as one whose key is still to come, does not replace the one that is used. */
	get current(): SecureContext {
		try {
			const identity = this.#source();
			if (identity !== this.#identity) this.#renew(identity);
		} catch (error) {
			this.#warnOnce(
				`the renewed certificate cannot be used, so the one before stays: ${messageOf(error)}`,
			);
		}
		this.#checkEnd();
		return this.#context;
	}

	#renew(identity: TlsIdentity): void {
		this.#context = createSecureContext(identity);
		this.#end = endOf(identity);
		this.#identity = identity;
		this.#lastWarning = '';
	}

	#checkEnd(): void {
		if (this.#end.getTime() > Date.now()) return;
		this.#warnOnce(
			`the certificate ended on ${this.#end.toISOString()}: clients do not connect over TLS until it is renewed`,
		);
	}

	#warnOnce(message: string): void {
		if (message === this.#lastWarning) return;
		this.#lastWarning = message;
		this.#warn(message);
	}
}

function endOf({ cert }: TlsIdentity): Date {
	return new Date(new X509Certificate(cert).validTo);
}
