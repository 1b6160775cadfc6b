import { poll } from "./poll.ts";

/** The lines that a process prints, as they come. */
export interface Lines {
  readonly all: string[];
  /** Waits until one of them begins so, and gives all that do. */
  startingWith(start: string, count?: number): Promise<string[]>;
}

/** Follows the output of a process; throws from `startingWith` once the process has ended. */
export function linesOf(child: Bun.Subprocess, output: ReadableStream<Uint8Array>): Lines {
  const all: string[] = [];
  const follow = async () => {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of output) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      all.push(...lines);
    }
  };
  void follow();
  return {
    all,
    async startingWith(start, count = 1) {
      const found = () => all.filter((line) => line.startsWith(start));
      await poll(`"${start}"`, () => {
        if (found().length >= count) return true;
        if (child.exitCode !== null) throw new Error(`Ended without "${start}"`);
        return false;
      });
      return found();
    },
  };
}
