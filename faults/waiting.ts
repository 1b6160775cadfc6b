/** Asks until the answer is yes. Resolves to whether it was within `seconds`. */
export async function eventually(
  answer: () => Promise<boolean> | boolean,
  seconds: number,
): Promise<boolean> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    if (await answer()) return true;
    if (performance.now() > deadline) return false;
    await Bun.sleep(20);
  }
}
