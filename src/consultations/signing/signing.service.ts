import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay } from '../../kernel/day.js';
import { listDifferences } from '../../kernel/difference.js';
import { Failure, createInvalidInputFailure, createInvalidTransitionFailure, type FieldError } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { FormularyService } from '../../formulary/index.js';
import { PatientsService } from '../../patients/index.js';
import { getCurrentPrincipal, validateLifeDates, requireVersion } from '../../platform/http/index.js';
import { amendContent, hashContent, takeOver, pointErrorsIntoChanges } from '../../platform/signing/index.js';
import { ListsService } from '../../record/index.js';
import type { ConsultationResponse } from '../consultation.dto.js';
import { buildSignedContent, buildContentToSign, toResponse, toWire } from '../consultation.response.js';
import { ConsultationsRepository } from '../consultations.repository.js';
import { buildBloodTest, toChangedColumns, validateChange, buildTrichoanalysis, type InputContext } from '../domain/consultation-input.js';
import type { ConsultationRecord } from '../domain/consultation-record.js';
import { withAlongside, type BloodTestRecord } from '../domain/blood-tests/blood-test-record.js';
import { findHistoryForLists, validateForSignature } from '../domain/signing.js';
import { ConsultationLocks } from '../consultation-locks.service.js';
import { listEntries } from '../domain/medical-history/medical-history.js';
import { AmendedContent, type AmendmentInput, type SignatureInput } from './signing.dto.js';
import { CitedPhotographs } from '../trichoanalysis/cited-photographs.js';
import { validateHistory } from '../domain/medical-history/medical-history.js';
import { createFirstVersion, createVersion } from './version.js';
import { VersionsRepository, type VersionRecord } from './versions.repository.js';

/** Signs, amends, and marks as entered in error: acts for which a dermatologist is responsible by name. */
@Injectable()
export class SigningService {
  constructor(
    private readonly locks: ConsultationLocks,
    private readonly consultations: ConsultationsRepository,
    private readonly versions: VersionsRepository,
    private readonly photographs: CitedPhotographs,
    private readonly lists: ListsService,
    private readonly patients: PatientsService,
    private readonly formulary: FormularyService,
    private readonly clock: Clock,
  ) {}

  async sign(consultationId: string, { takeOverReason }: SignatureInput): Promise<ConsultationResponse> {
    const draft = await this.locks.lockCurrentDraft(consultationId);
    refuseIncomplete(draft);
    const now = this.clock.now();
    // The draft may have been stored before a current limit existed, so it is checked again.
    const { timeZone } = getCurrentPrincipal().clinic;
    const errors = validateHistory(draft.medicalHistory, '/medicalHistory', toCalendarDay(now, timeZone));
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const taken = takeOver(draft.responsibleId, takeOverReason);
    const signedAt = now.toISOString();
    const signedBy = getCurrentPrincipal().id;
    const content = buildContentToSign(draft, timeZone);
    const signed: ConsultationRecord = {
      ...draft,
      status: 'signed',
      historyToConfirm: null,
      responsibleId: signedBy,
      versionNumber: 1,
      listChanges: await this.lists.reconcile(draft.patientId, findHistoryForLists(draft), { consultationId, recordedBy: signedBy, at: signedAt }),
      signedBy,
      signedAt,
      contentHash: hashContent(content),
      signedBloodTests: content.bloodTests,
      updatedAt: signedAt,
      version: draft.version + 1,
    };
    await Promise.all([this.consultations.sign(signed), this.versions.insert({ ...createVersion(signed, content), ...taken })]);
    return toResponse(signed, timeZone);
  }

  async amend(consultationId: string, input: AmendmentInput): Promise<ConsultationResponse> {
    const record = await this.locks.lock(consultationId);
    requireVersion(record.version);
    refuseUnsigned(record);
    const taken = takeOver(record.responsibleId, input.takeOverReason);
    const patient = await this.patients.requireWritable(record.patientId);
    const { clinic, id: signedBy } = getCurrentPrincipal();
    const now = this.clock.now();
    const context: InputContext = {
      patientId: patient.id,
      sexAtBirth: patient.sexAtBirth,
      birthDate: patient.birthDate,
      now,
      timeZone: clinic.timeZone,
      newId: createId,
    };
    const { changed, amended: typed, added, errors } = buildAmendedRecord(record, input, context);
    errors.push(...pointErrorsIntoChanges(validateLifeDates(changed, patient, clinic.timeZone)), ...validateLifeDates(input, patient, clinic.timeZone));
    errors.push(...(await this.photographs.validate(record.patientId, input.trichoanalyses ?? [], (index) => `/trichoanalyses/${index}`)));
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const beside = added.bloodTests.length > 0 ? await this.consultations.listAlongside(added.bloodTests) : [];
    const amended = { ...typed, bloodTests: withoutWrongTests(withAlongside(typed.bloodTests, beside), new Set(input.enteredInError)) };
    refuseIncomplete(amended);
    const { timeZone } = context;
    const [before, content] = [buildSignedContent(record, timeZone), buildContentToSign(amended, timeZone)];
    const difference = listDifferences(before, content);
    if (difference.length === 0)
      throw createInvalidInputFailure([{ pointer: '', code: 'nothing-changed', detail: 'The amendment changes nothing: send what is to be different.' }]);
    const first = record.versionNumber === null ? createFirstVersion(record) : null;
    const signedAt = now.toISOString();
    const next: ConsultationRecord = {
      ...amended,
      status: 'amended',
      responsibleId: signedBy,
      versionNumber: (record.versionNumber ?? 1) + 1,
      listChanges: await this.lists.reconcile(record.patientId, findHistoryForLists(amended), { consultationId, recordedBy: signedBy, at: signedAt }),
      signedBy,
      signedAt,
      contentHash: hashContent(content),
      signedBloodTests: content.bloodTests,
      updatedAt: signedAt,
      version: record.version + 1,
    };
    if (first) await this.versions.insert(first);
    const version: VersionRecord = { ...createVersion(next, content), reason: input.reason, difference, ...taken };
    await Promise.all([
      this.versions.insert(version),
      this.consultations.addBloodTests(added.bloodTests, signedBy),
      this.consultations.addTrichoanalyses(added.trichoanalyses, signedBy),
      this.consultations.markParts(consultationId, input.enteredInError ?? [], input.reason, signedBy, now),
      this.consultations.amend(next),
      this.formulary.learn(listEntries(next.medicalHistory)),
    ]);
    return toResponse(next, timeZone);
  }

  async enterInError(consultationId: string, reason: string): Promise<ConsultationResponse> {
    const record = await this.locks.lock(consultationId);
    requireVersion(record.version);
    if (record.status === 'entered-in-error') throw createInvalidTransitionFailure('The consultation was entered in error already.', []);
    const now = this.clock.now();
    await this.consultations.enterInError(consultationId, reason, getCurrentPrincipal().id, now);
    const marked: ConsultationRecord = {
      ...record,
      status: 'entered-in-error',
      enteredInError: { reason, by: getCurrentPrincipal().id, at: now.toISOString() },
      updatedAt: now.toISOString(),
      version: record.version + 1,
      bloodTests: [],
      trichoanalyses: [],
    };
    return toResponse(marked, getCurrentPrincipal().clinic.timeZone);
  }
}

/** Removes blood tests that an amendment takes back, also where they are recorded beside others. */
const withoutWrongTests = (tests: readonly BloodTestRecord[], wrong: ReadonlySet<string>): BloodTestRecord[] =>
  tests.map((test) => ({ ...test, alongside: test.alongside.filter(({ id }) => !wrong.has(id)) }));

const refuseIncomplete = (record: ConsultationRecord): void => {
  const missing = validateForSignature(record);
  if (missing.length > 0) throw new Failure('consultation-incomplete', `${missing.length} thing(s) are missing before it can be signed.`, { errors: missing });
};

const refuseUnsigned = ({ status }: ConsultationRecord): void => {
  if (status === 'draft') throw createInvalidTransitionFailure('A draft is changed, not amended.', ['sign']);
  if (status === 'entered-in-error') throw createInvalidTransitionFailure('The consultation was entered in error: it is not amended any more.', []);
};

const buildAmendedRecord = (record: ConsultationRecord, input: AmendmentInput, context: InputContext) => {
  const changed = amendContent(AmendedContent, toWire(record), input.changes);
  const ofPerson = { ...context, pregnant: changed.medicalHistory?.pregnancy?.status === 'yes' };
  const bloodTests = (input.bloodTests ?? []).map((test, index) => buildBloodTest(test, record.id, ofPerson, `/bloodTests/${index}`));
  const trichoanalyses = (input.trichoanalyses ?? []).map((trichoanalysis, index) =>
    buildTrichoanalysis(trichoanalysis, record.id, context, `/trichoanalyses/${index}`),
  );
  const wrong = new Set(input.enteredInError ?? []);
  const parts = new Set([...record.bloodTests, ...record.trichoanalyses].map((part) => part.id));
  const unknown = [...wrong].flatMap((id, index): FieldError[] =>
    parts.has(id)
      ? []
      : [
          {
            pointer: `/enteredInError/${index}`,
            code: 'not-found',
            detail: 'This is no blood test or trichoanalysis of this consultation: name the id of one, as GET of the consultation answers it.',
          },
        ],
  );
  const added = { bloodTests: bloodTests.map((bloodTest) => bloodTest.record), trichoanalyses: trichoanalyses.map((trichoanalysis) => trichoanalysis.record) };
  const amended: ConsultationRecord = {
    ...record,
    ...toChangedColumns(changed),
    bloodTests: [...record.bloodTests.filter((bloodTest) => !wrong.has(bloodTest.id)), ...added.bloodTests],
    trichoanalyses: [...record.trichoanalyses.filter((trichoanalysis) => !wrong.has(trichoanalysis.id)), ...added.trichoanalyses],
  };
  const errors = [
    ...pointErrorsIntoChanges(validateChange(changed, context)),
    ...[...bloodTests, ...trichoanalyses].flatMap((item) => item.errors),
    ...unknown,
  ];
  return { changed, amended, added, errors };
};
