import { Injectable } from '@nestjs/common';
import { ClinicService, StaffService } from '../../clinic/index.js';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { PatientsService } from '../../patients/index.js';
import { getMessages } from '../../messages/index.js';
import { DocumentRenderer, type DocumentLanguage } from '../../platform/documents/index.js';
import { computeContentTag, FileAnswer } from '../../platform/http/index.js';
import { ConsultationsRepository } from '../consultations.repository.js';
import { ScalesRepository } from '../scales/scales.repository.js';
import { VersionsRepository } from '../signing/versions.repository.js';
import { buildConsultationView, type DocumentPerson, type DocumentVersion } from './consultation-document.js';
import { consultationTemplate } from './consultation.template.js';

/** A document whose data were all read, and which is typeset on demand. */
export interface PreparedDocument {
  patientId: string;
  render: () => Promise<Buffer>;
}

/** The number of versions above which no document is made. The versions can still be read one by one. */
const MOST_VERSIONS = 200;

@Injectable()
export class ConsultationDocumentService {
  constructor(
    private readonly consultations: ConsultationsRepository,
    private readonly versions: VersionsRepository,
    private readonly scales: ScalesRepository,
    private readonly patients: PatientsService,
    private readonly clinics: ClinicService,
    private readonly staff: StaffService,
    private readonly renderer: DocumentRenderer,
  ) {}

  async get(consultationId: string, language: DocumentLanguage): Promise<FileAnswer> {
    const { patientId, render } = await this.prepare(consultationId, language);
    const body = await render();
    return new FileAnswer({
      body,
      mediaType: 'application/pdf',
      patientId,
      fileName: `consultation-${consultationId}.pdf`,
      etag: computeContentTag(body),
      headers: { 'Content-Language': language },
    });
  }

  async prepare(consultationId: string, language: DocumentLanguage): Promise<PreparedDocument> {
    const consultation = await this.consultations.find(consultationId);
    if (!consultation) throw createNotFoundFailure('consultation');
    const { patientId, signedBy, recordedBy } = consultation;
    const [patient, clinic, signer, recorder, scales, versions] = await Promise.all([
      this.patients.get(patientId),
      this.clinics.get(),
      this.findPerson(signedBy),
      this.findPerson(recordedBy),
      this.scales.listByConsultation(consultationId),
      this.listVersions(consultationId),
    ]);
    const sources = {
      consultation,
      scales,
      versions,
      patient: {
        name: patient.names[0]!.text!,
        birthDate: patient.birthDate ?? null,
        sexAtBirth: patient.sexAtBirth,
        gender: patient.gender ?? null,
        recordNumber: patient.medicalRecordNumber,
      },
      clinic,
      signer,
      recorder,
    };
    const view = buildConsultationView(sources, getMessages('consultation-document', language));
    return { patientId, render: () => this.renderer.render(consultationTemplate, view) };
  }

  private async listVersions(consultationId: string): Promise<DocumentVersion[]> {
    const versions = await this.versions.list(consultationId, 0, MOST_VERSIONS);
    const ids = new Set(versions.flatMap(({ signedBy, takenOverFrom }) => [signedBy, takenOverFrom]));
    const people = new Map(await Promise.all([...ids].map(async (id) => [id, await this.findPerson(id)] as const)));
    return versions.map(({ number, signedAt, reason, signedBy, takenOverFrom, takeOverReason }) => ({
      number,
      signedAt,
      reason,
      signer: people.get(signedBy) ?? null,
      takenOver: takenOverFrom === null ? null : { from: people.get(takenOverFrom) ?? null, reason: takeOverReason! },
    }));
  }

  /** Finds the staff member of an id; null for an integration client, which is not a staff member. */
  private async findPerson(id: string | null): Promise<DocumentPerson | null> {
    return id === null ? null : this.staff.find(id);
  }
}
