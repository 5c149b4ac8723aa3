import { mayDo, requirePermissions, type User } from './auth';
import type { Command, CommandContext } from './commands/command';
import { isOwnAccount } from './commands/users';
import type { Service } from './service';
import type { RingClient } from './upstream/ring';
import { quote } from './wire/quote';

/** The server's things as one client sees them, and who that client is. */
export class ClientContext implements CommandContext {
	readonly store: CommandContext['store'];
	readonly stats: CommandContext['stats'];
	readonly accounts: CommandContext['accounts'];
	readonly upstream: RingClient | null;
	readonly anyUnihash: boolean;
	user: User | null = null;
	mayReport: boolean;
	readonly #service: Service;
	readonly #peer: string;

	constructor(service: Service, peer: string) {
		this.#service = service;
		this.#peer = peer;
		this.store = service.store;
		this.stats = service.stats;
		this.accounts = service.accounts;
		this.upstream = service.upstream?.askedBy(peer) ?? null;
		this.anyUnihash = service.anyUnihash;
		this.mayReport = this.#mayReport();
	}

	/** To be called when the client has gone. */
	leave(): void {
		this.upstream?.leave();
	}

	become(user: User): void {
		this.user = user;
		this.mayReport = this.#mayReport();
		this.#service.log('info', `${this.#peer} is now the user ${quote(user.username)}`);
	}

	/** @throws PermissionError when the client may not do this */
	requirePermissions(command: Command, argument: unknown): void {
		const { anonymous } = this.#service;
		if (mayDo(anonymous, this.user, command.permissions)) return;
		const isSelfService = command.kind === 'message' && command.selfService === true;
		if (isSelfService && isOwnAccount(this, command.name, argument)) return;
		requirePermissions(anonymous, this.user, command.permissions);
	}

	#mayReport(): boolean {
		const { readOnly, anonymous } = this.#service;
		return !readOnly && mayDo(anonymous, this.user, ['@report']);
	}
}
