/** Where everything lies in the memory of the table of unihashes, and how large it is. */

/** Digits of a hash. */
export const HASH: usize = 64;
/** Numbers of methods have six bits in the index. */
export const MOST_METHODS: u32 = 64;
/** Bytes of an entry, a method and a question, as powers of two. An entry is a line of the cache. */
export const ENTRY_BITS: usize = 6;
export const METHOD_BITS: usize = 8;
export const QUESTION_BITS: usize = 6;
/** Lines whose memory the processor waits for at once. */
export const MOST_QUESTIONS: u32 = 32;

/** Lines come in and answers go out here; an answer is never longer than its line. */
export const BUFFER_SIZE: usize = 64 * 1024;
/** The first page is the compiler's; behind the input there may be read, too. */
export const PAGE: usize = 64 * 1024;
export const INPUT: usize = PAGE;
export const OUTPUT: usize = INPUT + BUFFER_SIZE + PAGE;
export const METHODS: usize = OUTPUT + BUFFER_SIZE;
export const QUESTIONS: usize = METHODS + (<usize>MOST_METHODS << METHOD_BITS);
/** Vectors that are needed for each line: a constant one is made anew wherever it is used, in three steps. */
export const VECTORS: usize = QUESTIONS + (<usize>MOST_QUESTIONS << QUESTION_BITS);
export const TABLES: usize = VECTORS + 1024;
export const FIRST_TABLE: usize = METHODS + PAGE;
