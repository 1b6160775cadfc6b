/**
 * A text that is read page by page as its reader takes it: `page` answers with the text of a page and
 * what the next one comes after, undefined behind the last.
 */
export function streamPages<Cursor>(
  start: string,
  page: (
    after: Cursor | undefined,
  ) => Promise<{ readonly text: string; readonly next?: Cursor | undefined }>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after: Cursor | undefined;
  let begun = false;
  return new ReadableStream({
    async pull(controller) {
      const { text, next } = await page(after);
      controller.enqueue(encoder.encode(begun ? text : start + text));
      begun = true;
      after = next;
      if (next === undefined) controller.close();
    },
  });
}
