import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { fromPublicId, newUuid, timeOfUuid, toPublicId } from "./ids.ts";

const at = (milliseconds: number) => ({ now: () => new Date(milliseconds) });

describe("public ids", () => {
  // Vectors of the TypeID specification (valid.yml).
  test.each([
    ["00000000-0000-0000-0000-000000000000", "otp_00000000000000000000000000"],
    ["00000000-0000-0000-0000-000000000020", "otp_00000000000000000000000010"],
    ["01890a5d-ac96-774b-bcce-b302099a8057", "otp_01h455vb4pex5vsknk084sn02q"],
    ["ffffffff-ffff-ffff-ffff-ffffffffffff", "otp_7zzzzzzzzzzzzzzzzzzzzzzzzz"],
  ])("%s is %s", (uuid, id) => {
    expect(toPublicId("otp", uuid)).toBe(id);
    expect(fromPublicId("otp", id)).toBe(uuid);
  });

  test.each([
    ["another prefix", "msg_01h455vb4pex5vsknk084sn02q"],
    ["no prefix", "01h455vb4pex5vsknk084sn02q"],
    ["another separator", "otp-01h455vb4pex5vsknk084sn02q"],
    ["upper case", "otp_01H455VB4PEX5VSKNK084SN02Q"],
    ["a look-alike letter", "otp_0lh455vb4pex5vsknk084sn02q"],
    ["overflow", "otp_80000000000000000000000000"],
    ["too short", "otp_01h455vb4pex5vsknk084sn02"],
    ["too long", "otp_01h455vb4pex5vsknk084sn02q0"],
    ["a trailing newline", "otp_01h455vb4pex5vsknk084sn02q\n"],
    ["nothing", ""],
  ])("refuses %s", (_, text) => {
    expect(fromPublicId("otp", text)).toBeUndefined();
  });

  test("every UUID comes back, and the order is kept", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (a, b) => {
        expect(fromPublicId("otp", toPublicId("otp", a))).toBe(a);
        expect(toPublicId("otp", a) < toPublicId("otp", b)).toBe(a < b);
      }),
    );
  });

  test("newUuid carries the clock's time and sorts by it", () => {
    const earlier = newUuid(at(1_700_000_000_000));
    const later = newUuid(at(1_700_000_000_001));
    expect(earlier).toMatch(/^018bcfe5-6800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(earlier < later).toBe(true);
  });
});

test("a UUID tells when it was made", () => {
  for (const time of [0, 1_700_000_000_123]) expect(timeOfUuid(newUuid(at(time)))).toBe(time);
});
