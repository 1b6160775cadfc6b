/**
 * Phone numbers, remembered exactly at 8 bytes a place, for 15 digits fit a double. Ten million of them
 * need 128 MiB, where a `Set` of texts needs over a gigabyte.
 */
export class PhoneSet {
  #places = new Float64Array(1024);
  #size = 0;
  // Unknown to whoever writes the file, who could else choose numbers that all want the same place.
  readonly #factors = crypto.getRandomValues(new Uint32Array(2)).map((factor) => factor | 1);

  /** Adds a number in E.164. False if it was there already. */
  add(phone: string): boolean {
    if (!this.#put(Number(phone))) return false;
    this.#size += 1;
    if (this.#size * 4 > this.#places.length * 3) this.#grow();
    return true;
  }

  #grow(): void {
    const old = this.#places;
    this.#places = new Float64Array(old.length * 2);
    for (const number of old) if (number !== 0) this.#put(number);
  }

  /** Puts a number, which is not 0, at its place or the next free one. False if it is there already. */
  #put(number: number): boolean {
    const places = this.#places;
    const mask = places.length - 1;
    let at = this.#hash(number) & mask;
    while (places[at] !== 0) {
      if (places[at] === number) return false;
      at = (at + 1) & mask;
    }
    places[at] = number;
    return true;
  }

  #hash(number: number): number {
    const [low = 1, high = 1] = this.#factors;
    const half = 2 ** 26;
    const mixed = Math.imul(number % half, low) + Math.imul(Math.floor(number / half), high);
    return mixed ^ (mixed >>> 15);
  }
}
