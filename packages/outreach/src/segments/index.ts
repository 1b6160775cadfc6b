import type { OutreachContext } from "../context.ts";
import type { OutreachResult } from "../problems.ts";
import { createSegment } from "./create.ts";
import { previewQuery, previewSegment } from "./preview.ts";
import { listSegments, readSegment } from "./read.ts";
import { removeSegment } from "./remove.ts";
import type {
  Segment,
  SegmentBody,
  SegmentList,
  SegmentPatch,
  SegmentPreview,
  SegmentQuery,
} from "./schemas.ts";
import { updateSegment } from "./update.ts";

/** Saved questions for contacts. Ids are those from outside. */
export interface Segments {
  create(organizationId: string, body: SegmentBody): Promise<OutreachResult<Segment>>;
  read(organizationId: string, id: string): Promise<OutreachResult<Segment>>;
  list(organizationId: string): Promise<SegmentList>;
  update(organizationId: string, id: string, patch: SegmentPatch): Promise<OutreachResult<Segment>>;
  remove(organizationId: string, id: string): Promise<OutreachResult<undefined>>;
  /** Whom a segment finds at this moment. */
  preview(organizationId: string, id: string): Promise<OutreachResult<SegmentPreview>>;
  /** Whom a query would find. */
  previewQuery(
    organizationId: string,
    query: SegmentQuery,
  ): Promise<OutreachResult<SegmentPreview>>;
}

/** @param as the context as an organization may see it */
export const segmentsOf = (as: (organizationId: string) => OutreachContext): Segments => ({
  create: (organizationId, body) => createSegment(as(organizationId), organizationId, body),
  read: (organizationId, id) => readSegment(as(organizationId), organizationId, id),
  list: (organizationId) => listSegments(as(organizationId), organizationId),
  update: (organizationId, id, patch) =>
    updateSegment(as(organizationId), organizationId, id, patch),
  remove: (organizationId, id) => removeSegment(as(organizationId), organizationId, id),
  preview: (organizationId, id) => previewSegment(as(organizationId), organizationId, id),
  previewQuery: (organizationId, query) => previewQuery(as(organizationId), organizationId, query),
});
