export { Get, Patch, Post, Put } from './route.decorator.js';
export { LINES, respond } from './respond.js';
export { shows } from './shows.js';
export {
  CodeDto,
  EnteredInError,
  EnteredInErrorInput,
  QuantityDto,
  answers,
  codeSystems,
  type Answer,
  type CodeSystem,
  PostalAddress,
  yesOrNo,
  type YesNo,
} from './common.dto.js';
export { DifferenceResponse } from './difference.dto.js';
export { CheckedBy } from './checked-by.js';
export { validateDto, type MergePatchBody } from './dto.pipe.js';
export { contentTag, FileAnswer, type MadeContent, type StoredContent } from './file-answer.js';
export { Id } from './id.pipe.js';
export { Fixed } from './fixed.js';
export { applyMergePatch, withPatch } from './merge-patch.js';
export { AfterBirth, InLife, lifeErrors } from './in-life.js';
export { PageQuery } from './page-query.dto.js';
export { preferredLanguage, preferredMediaType, Reads, type Reader } from './negotiation.js';
export { Rescreening } from './rescreening.js';
export type { AffectedPlan } from './rescreening.dto.js';
export { NotBefore } from './not-before.js';
export { FieldProblem } from './problem.dto.js';
export type { ProblemMembers } from './problem-members.js';
export { Pages, type Page } from './pages.js';
export { preferred } from './prefer.js';
export { FilePart, Upload } from './upload.js';
export * from './fields/index.js';
export { versionResponse, versionRows, type RecordVersion } from './record-version.js';
export { VersionResponse } from './version.dto.js';
export { isCurrent, requireVersion, stale, versionAsked } from './versions.js';
export { failureOf, ProblemFilter } from './problem.filter.js';
export { currentPrincipal, currentRequest } from '../context.js';
