/** A map that drops its oldest entry when it is full, so that a long run does not fill the memory. */
export class BoundedMap<K, V> extends Map<K, V> {
  /** Kept: one that starts anew would pass over everything deleted before, every time. */
  private readonly oldest = this.keys();

  constructor(private readonly limit: number) {
    super();
  }

  override set(key: K, value: V): this {
    super.set(key, value);
    if (this.size > this.limit) {
      const oldest = this.oldest.next();
      if (!oldest.done) this.delete(oldest.value);
    }
    return this;
  }
}
