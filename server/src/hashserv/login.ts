/** Who to log in as; the argument of `auth`. */
export interface Login {
	readonly username: string;
	readonly token: string;
}
