/** What the front page of a shared cache says that it serves. */
export interface Announced {
	/** Paths on that server, without a slash at their end. */
	readonly sstate?: string;
	readonly downloads?: string;
	/** As its clients write it in BB_HASHSERVE or BB_HASHSERVE_UPSTREAM. */
	readonly hashServer?: string;
	readonly signatureHandler?: string;
}

/** Reads the block for clients in a page; what is not there is absent. */
export function readAnnounced(text: string): Announced {
	const sstate = pathOf(/^SSTATE_MIRRORS\S* = "file:\/\/\.\* (\S+)\/PATH\b/m.exec(text)?.[1]);
	const downloads = pathOf(/^SOURCE_MIRROR_URL = "(\S+)"/m.exec(text)?.[1]);
	const hashServer = [...text.matchAll(/^BB_HASHSERVE(?:_UPSTREAM)? = "(\S+)"/gm)]
		.map(([, address]) => address)
		.find((address) => address !== 'auto');
	const signatureHandler = /^BB_SIGNATURE_HANDLER = "(\w+)"/m.exec(text)?.[1];
	return {
		...(sstate === undefined ? {} : { sstate }),
		...(downloads === undefined ? {} : { downloads }),
		...(hashServer === undefined ? {} : { hashServer }),
		...(signatureHandler === undefined ? {} : { signatureHandler }),
	};
}

function pathOf(url: string | undefined): string | undefined {
	return url !== undefined && URL.canParse(url)
		? new URL(url).pathname.replace(/\/+$/, '')
		: undefined;
}
