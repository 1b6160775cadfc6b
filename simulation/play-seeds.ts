import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Value } from "@sinclair/typebox/value";
import { Run } from "./verdict.ts";

/** Which seeds to play: `first`, and every `step`th after it up to `last`. */
export interface Seeds {
  readonly first: number;
  readonly step: number;
  readonly last: number;
}

/**
 * Plays all seeds from `first` to `last`, each core its part of them, with the code of this folder.
 *
 * @param heard answers whether to go on
 */
export async function playOnAllCores(
  first: number,
  last: number,
  heard: (run: Run) => boolean,
): Promise<void> {
  const root = join(import.meta.dir, "..");
  const step = Math.min(availableParallelism(), last - first + 1);
  const playPart = async (part: number): Promise<void> => {
    for await (const run of playSeeds(root, { first: first + part, step, last }))
      if (!heard(run)) return;
  };
  await Promise.all(Array.from({ length: step }, (_, part) => playPart(part)));
}

/**
 * Plays seeds in a process of their own, with the code in the folder `root`, and gives each run as it
 * ends. Who goes away ends the process. Throws when it dies by itself, or one run takes longer than
 * `deadlineMs`.
 */
export async function* playSeeds(
  root: string,
  { first, step, last }: Seeds,
  deadlineMs = 120_000,
): AsyncGenerator<Run> {
  const child = Bun.spawn(
    [process.execPath, join(root, "simulation/play.ts"), ...[first, step, last].map(String)],
    { cwd: root, stdout: "pipe", stderr: "pipe" },
  );
  const errors = new Response(child.stderr).text();
  const kill = () => child.kill("SIGKILL");
  let deadline = setTimeout(kill, deadlineMs);
  try {
    let text = "";
    for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (text + chunk).split("\n");
      text = lines.pop() ?? "";
      clearTimeout(deadline);
      deadline = setTimeout(kill, deadlineMs);
      for (const line of lines) yield Value.Parse(Run, JSON.parse(line));
    }
    if ((await child.exited) !== 0)
      throw new Error(`It dies or does not end: ${(await errors).slice(-500)}`);
  } finally {
    clearTimeout(deadline);
    kill();
  }
}
