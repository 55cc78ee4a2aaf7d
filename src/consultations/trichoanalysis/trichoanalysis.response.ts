import { toEnteredInError } from '../../platform/http/index.js';
import type { TrichoanalysisRecord } from '../domain/trichoanalysis/trichoanalysis-record.js';
import { derive } from '../domain/trichoanalysis/derived.js';
import type { TrichoanalysisResponse } from './trichoanalysis.dto.js';

export const toTrichoanalysisResponse = ({ findings, derivation, enteredInError, ...record }: TrichoanalysisRecord): TrichoanalysisResponse => ({
  ...record,
  ...findings,
  enteredInError: toEnteredInError(enteredInError),
  derived: derive(findings, record.region, derivation),
});
