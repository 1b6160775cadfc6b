import { refusal, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { outreachProblems } from "../problems.ts";
import {
  PreviewBody,
  Segment,
  SegmentBody,
  SegmentList,
  SegmentPatch,
  SegmentPreview,
} from "../segments/schemas.ts";
import { type OutreachControllerOptions, unwrap } from "./options.ts";

const Path = Type.Object({ id: Type.String({ maxLength: 40, description: "`seg_…`" }) });

const own = outreachProblems;
const aboutOne = { 404: refusal(own.segment_not_found) } as const;
const badQuery = { 422: refusal(own.segment_too_large, own.unknown_group) } as const;

/** The routes of segments as a plugin: mount it under `/v1`, beside `problems`. */
export const segmentsController = ({ outreach: { segments }, access }: OutreachControllerOptions) =>
  new Elysia({ name: "nx-segments", prefix: "/segments", normalize: false, tags: ["Segments"] })
    .derive(({ request }) => ({ organizationId: access(request).organizationId }))
    .use(strictJson())
    .get("", ({ organizationId }) => segments.list(organizationId), {
      response: { 200: SegmentList },
      detail: { summary: "All segments, by name" },
    })
    .post(
      "",
      async ({ organizationId, body, set, status }) => {
        const made = unwrap(await segments.create(organizationId, body));
        set.headers["location"] = `/v1/segments/${made.id}`;
        return status(201, made);
      },
      {
        body: SegmentBody,
        response: {
          201: Segment,
          409: refusal(own.name_taken, own.too_many_saved_segments),
          ...badQuery,
        },
        detail: {
          summary: "Save a question for contacts",
          description: "Who is in a segment is asked anew each time.",
        },
      },
    )
    .post(
      "/preview",
      async ({ organizationId, body }) =>
        unwrap(await segments.previewQuery(organizationId, body.query)),
      {
        body: PreviewBody,
        response: { 200: SegmentPreview, ...badQuery },
        detail: { summary: "Whom a question finds, before it is saved" },
      },
    )
    .get(
      "/:id",
      async ({ organizationId, params }) => unwrap(await segments.read(organizationId, params.id)),
      {
        params: Path,
        response: { 200: Segment, ...aboutOne },
        detail: { summary: "A segment" },
      },
    )
    .get(
      "/:id/preview",
      async ({ organizationId, params }) =>
        unwrap(await segments.preview(organizationId, params.id)),
      {
        params: Path,
        response: { 200: SegmentPreview, ...aboutOne, ...badQuery },
        detail: {
          summary: "How many contacts a segment has at this moment, and the newest of them",
        },
      },
    )
    .patch(
      "/:id",
      async ({ organizationId, params, body }) =>
        unwrap(await segments.update(organizationId, params.id, body)),
      {
        params: Path,
        body: SegmentPatch,
        response: { 200: Segment, ...aboutOne, 409: refusal(own.name_taken), ...badQuery },
        detail: { summary: "Change a segment" },
      },
    )
    .delete(
      "/:id",
      async ({ organizationId, params, status }) => {
        unwrap(await segments.remove(organizationId, params.id));
        return status(204, undefined);
      },
      {
        params: Path,
        response: { 204: Type.Undefined(), ...aboutOne },
        detail: { summary: "Remove a segment" },
      },
    );
