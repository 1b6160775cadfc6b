import { protocol } from "@electric-sql/pglite";

const { serialize } = protocol;

/** Statements built from lists differ in length, and the session keeps each prepared one in memory. */
const mostKept = 200;

/** A plan is made for tables as large as they were then: nobody but us has the time to make it anew. */
const mostUses = 2000;

/** What an embedded session has parsed and planned already, by its text. Planning costs most of a query. */
export class PreparedStatements {
  readonly #names = new Map<string, string>();
  #closing: string[] = [];
  #last = 0;
  #uses = 0;

  /** The name of `text` in the session, and the messages after which it is known by it. */
  prepare(text: string): { readonly name: string; readonly messages: readonly Uint8Array[] } {
    this.#uses += 1;
    if (this.#uses > mostUses || this.#names.size >= mostKept) this.forgetAll();
    const messages = this.#closing.splice(0).map((name) => serialize.close({ type: "S", name }));
    const known = this.#names.get(text);
    if (known !== undefined) return { name: known, messages };
    this.#last += 1;
    const name = `s${this.#last}`;
    this.#names.set(text, name);
    return { name, messages: [...messages, serialize.parse({ name, text })] };
  }

  /** It is parsed anew when it is asked next. */
  forget(text: string): void {
    const name = this.#names.get(text);
    if (name !== undefined) this.#closing.push(name);
    this.#names.delete(text);
  }

  forgetAll(): void {
    this.#closing.push(...this.#names.values());
    this.#names.clear();
    this.#uses = 0;
  }
}
