import { expect, test } from "bun:test";
import { Elysia } from "elysia";
import { referenceRoutes } from "./reference.ts";

const routes = referenceRoutes(() => new Elysia());
const get = (path: string) => routes.handle(new Request(`http://localhost${path}`));

test("the page loads nothing that is not served here", async () => {
  const page = await get("/openapi");
  expect(page.headers.get("content-type")).toStartWith("text/html");
  const assets = [...(await page.text()).matchAll(/(?:src|href)="([^"]+)"/g)].map(
    ([, path]) => path ?? "",
  );
  expect(assets).toHaveLength(3);
  for (const path of assets) {
    const asset = await get(path);
    expect(asset.status).toBe(200);
    expect((await asset.text()).length).toBeGreaterThan(50);
  }
});

test("the root leads to the page", async () => {
  expect((await get("/")).headers.get("location")).toBe("/openapi");
});
