/** Optional parameters of a unit by tag. */
export type OptionalParameters = ReadonlyMap<number, Buffer>;

/** The body ended before its fields did. */
export class TruncatedBody extends Error {}

/** Writes the fields of a body one after the other (SMPP 3.4, section 3.1). */
export class FieldWriter {
  readonly #parts: Buffer[] = [];

  byte(value: number): this {
    this.#parts.push(Buffer.from([value]));
    return this;
  }

  /** Text that ends in NUL. */
  text(value: string): this {
    this.#parts.push(Buffer.from(value, "latin1"), Buffer.alloc(1));
    return this;
  }

  /** At most 255 octets with their count before them. */
  octets(value: Buffer): this {
    this.#parts.push(Buffer.from([value.length]), value);
    return this;
  }

  parameter(tag: number, value: Buffer): this {
    const head = Buffer.alloc(4);
    head.writeUInt16BE(tag, 0);
    head.writeUInt16BE(value.length, 2);
    this.#parts.push(head, value);
    return this;
  }

  toBuffer(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** Reads the fields of a body; every method throws `TruncatedBody` past its end. */
export class FieldReader {
  #at = 0;
  constructor(private readonly body: Buffer) {}

  byte(): number {
    return this.#take(1).readUInt8(0);
  }

  text(): string {
    const end = this.body.indexOf(0, this.#at);
    if (end < 0) throw new TruncatedBody();
    const value = this.body.toString("latin1", this.#at, end);
    this.#at = end + 1;
    return value;
  }

  octets(): Buffer {
    return this.#take(this.byte());
  }

  /** Whatever is left; a parameter that is cut short is left out. */
  parameters(): OptionalParameters {
    const parameters = new Map<number, Buffer>();
    while (this.body.length - this.#at >= 4) {
      const tag = this.#take(2).readUInt16BE(0);
      const length = this.#take(2).readUInt16BE(0);
      if (this.body.length - this.#at < length) break;
      parameters.set(tag, this.#take(length));
    }
    return parameters;
  }

  #take(length: number): Buffer {
    if (this.body.length - this.#at < length) throw new TruncatedBody();
    this.#at += length;
    return this.body.subarray(this.#at - length, this.#at);
  }
}

/** Text of a parameter, with or without the NUL at its end. */
export const textOf = (value: Buffer | undefined): string | undefined =>
  value?.toString("latin1").replace(/\0.*$/s, "");
