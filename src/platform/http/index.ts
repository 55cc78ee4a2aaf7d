export {
  Access,
  Amends,
  Answers,
  AnswersFile,
  AnswersLines,
  AnswersNothing,
  AnswersPage,
  AnswersStoredFile,
  Audited,
  ChangesAccess,
  Creates,
  Example,
  Fails,
  Honours,
  LINES,
  Live,
  MergePatchOf,
  Public,
  Rescreens,
  Sends,
  shows,
  ShownOnce,
  StoresNothing,
  TakesFile,
  Unaudited,
  Versioned,
} from './decorators.js';
export { CodeDto, EnteredInError, EnteredInErrorInput, QuantityDto, answers, codeSystems, type Answer, type CodeSystem, PostalAddress } from './common.dto.js';
export { DifferenceResponse } from './difference.dto.js';
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
export { Pages, type Page } from './pages.js';
export { preferred } from './prefer.js';
export { IsUpload, Upload } from './upload.js';
export { hintSchema } from './schema-hints.js';
export { IsDay, IsIdentifier, IsInstant, IsPartialDate, IsText, MayBeAbsent, MayBeNull } from './validators.js';
export { versionResponse, versionRows, type RecordVersion } from './record-version.js';
export { VersionResponse } from './version.dto.js';
export { isCurrent, requireVersion, stale, versionAsked } from './versions.js';
export { failureOf, ProblemFilter } from './problem.filter.js';
export { currentPrincipal, currentRequest } from '../context.js';
