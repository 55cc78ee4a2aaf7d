import answers from './answers.json' with { type: 'json' };
import { Module, type DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream, Logger as PinoInstance } from 'pino';
import { AppointmentsModule, appointmentFieldErrors, appointmentProblemMembers, appointmentProblems } from './appointments/index.js';
import { AuthorizationModule } from './authorization/index.js';
import { ClinicModule, clinicEntities, clinicFieldErrors } from './clinic/index.js';
import { CodesModule } from './codes/index.js';
import { ConsultationsModule, consultationProblemMembers, consultationProblems, consultationFieldErrors } from './consultations/index.js';
import { CareModule, careFieldErrors } from './care/index.js';
import { EstimatesModule, estimateProblemMembers, estimateProblems, estimateFieldErrors } from './estimates/index.js';
import { ContraindicationsModule, contraindicationProblemMembers, contraindicationProblems, contraindicationFieldErrors } from './contraindications/index.js';
import { ExportModule } from './export/index.js';
import { FormularyModule, formularyFieldErrors } from './formulary/index.js';
import { OutcomesModule, outcomeFieldErrors } from './outcomes/index.js';
import { TreatmentsModule, treatmentProblemMembers, treatmentProblems, treatmentFieldErrors } from './treatments/index.js';
import { RecordModule } from './record/index.js';
import { PlanDocumentModule } from './plan-document/index.js';
import { PhotographsModule } from './photographs/index.js';
import { PortsModule } from './ports.module.js';
import { ProductsModule, productProblemMembers, productProblems, productFieldErrors } from './products/index.js';
import { PatientAccessModule } from './patient-access/index.js';
import { PatientsModule, patientProblemMembers, patientProblems, patientFieldErrors } from './patients/index.js';
import { ScreensModule } from './screens/index.js';
import { SourcesModule } from './sources/index.js';
import type { Clock } from './kernel/clock.js';
import type { InstallationProvider } from './platform/access/installation-provider.js';
import { KeyEncryption } from './platform/access/key-encryption.js';
import { LocalKeyManagement } from './platform/access/local-key-management.js';
import type { KeyManagement } from './platform/database/key-management.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { createLoggerModuleOptions } from './platform/observability/logging.js';
import type { Documentation, DocumentTag } from './platform/openapi/document.js';
import { fileFieldErrors } from './platform/storage/field-errors.js';
import { commonFieldErrors, type FieldErrorCode } from './kernel/field-error.js';
import { platformProblemMembers } from './platform/http/problem-members.dto.js';
import type { ProblemDefinitions } from './platform/http/define-problems.js';
import { platformProblems } from './platform/http/problems.js';
import { signingProblems } from './platform/signing/problems.js';
import { JobsModule } from './platform/jobs/index.js';
import { SealingModule } from './platform/sealing/sealing.module.js';
import { StorageModule, type StoreSettings } from './platform/storage/index.js';
import type { MailSettings } from './platform/mail/mailer.js';
import type { OutboundSettings } from './platform/outbound/outbound.js';
import { PlatformModule } from './platform/platform.module.js';

export interface AppSettings {
  /** The address of the database for the role of the application, which is neither superuser nor owner of the tables. */
  databaseUrl: string;
  databasePoolSize: number;
  /** The seconds that a request waits for a connection; 5 where left out. */
  databaseWaitSeconds?: number;
  /** The seconds that a request may take; 30 where left out. */
  requestDeadlineSeconds?: number;
  /** The seconds that a client may read nearly nothing of its answer; 60 where left out. */
  readerWaitSeconds?: number;
  logLevel: string;
  logDestination?: DestinationStream;
  /** The limit of requests in a minute; 0 switches it off. */
  requestsPerMinute: number;
  /** The token that opens `/metrics` on the public port; null closes it there. */
  metricsToken: string | null;
  bodyLimitBytes: number;
  /** The store of files, and the size of the largest one. */
  files: { store: StoreSettings; largestBytes: number };
  /** Whether the server trusts `X-Forwarded-For` of the peer. */
  trustProxy: boolean;
  /** The public origin of the API, such as `https://api.clinic.example`. */
  publicUrl: string;
  /** The key that encrypts secrets in the database: see `platform/access/key-encryption.ts`. */
  encryptionKey: string;
  /** What wraps the data keys; the root key of `encryptionKey` where it is left out. */
  keyManagement?: KeyManagement;
  mail: MailSettings;
  /** Which addresses of clients the server may fetch; public ones over https where left out. */
  outbound?: OutboundSettings;
  /** The identity provider in place of the server's own logins; people and systems log in here where it is left out. */
  identityProvider?: InstallationProvider | null;
  /** Origins whose pages may call the API from a browser, beside those of integration clients; none where left out. */
  corsOrigins?: readonly string[];
  /** A clock in place of the machine's: the demonstration lives through two years with it. */
  clock?: Clock;
}

/** The features of the product, one on each line. */
const features = [
  ClinicModule,
  AuthorizationModule,
  CodesModule,
  FormularyModule,
  PatientsModule,
  PatientAccessModule,
  RecordModule,
  ConsultationsModule,
  PhotographsModule,
  ProductsModule,
  ContraindicationsModule,
  TreatmentsModule,
  AppointmentsModule,
  EstimatesModule,
  CareModule,
  OutcomesModule,
  PlanDocumentModule,
  ScreensModule,
  ExportModule,
];

/** The groups of operations in the documentation. */
const documentationTags: DocumentTag[] = [
  { name: 'Access', description: 'Who the caller is, and the keys that sign tokens.' },
  { name: 'Clinic', description: 'The clinic, its people, and the systems that act for it.' },
  { name: 'Patients', description: 'The people that the clinic treats: register, read, change, find.' },
  { name: 'Patient access', description: 'Which records are open to whom: care teams, restricted records, emergency accesses.' },
  { name: 'Consents', description: 'What the patient has agreed to, and withdrawn.' },
  { name: 'Record', description: 'What is known of a patient through the years: conditions, allergies, medicines, procedures; the timeline, the export.' },
  { name: 'Codes', description: 'Diagnoses, medicines, tests and procedures by code: what to choose from.' },
  { name: 'Formulary', description: 'What the clinic’s own names of medicines, conditions and procedures stand for.' },
  { name: 'Consultations', description: 'The dermatologist’s consultation: medical history, blood tests, trichoanalysis.' },
  { name: 'Photographs', description: 'Standardised photographs of hair and scalp, which the patient has consented to.' },
  { name: 'Contraindications', description: 'May this person have this treatment on that day? Rules, checks, overrides.' },
  { name: 'Treatment protocols', description: 'How each treatment is given: limits with their sources, in versions that the clinic publishes.' },
  { name: 'Treatment plans', description: 'A series of sessions, from proposal to completion.' },
  { name: 'Treatment sessions', description: 'One sitting: started after a check on the day, completed with its record.' },
  { name: 'Front desk', description: 'What reception works with: who comes when, plans by number; no clinical content.' },
  { name: 'Screens', description: 'What one screen of a front end shows, in one call.' },
  { name: 'Scheduling', description: 'Where, when and with whom people are seen: locations, rooms, devices, working hours, types of appointments.' },
  { name: 'Appointments', description: 'Appointments: booked, held, moved, kept or missed; for sessions of plans one by one or as a whole series.' },
  { name: 'Public', description: 'What anybody may call without a token: ask a clinic for an appointment, and answer with a link that the clinic sent.' },
  { name: 'Calendars', description: 'Calendars of people, rooms and devices, to which a calendar application subscribes.' },
  { name: 'Waiting list', description: 'Who waits for time that becomes free, and to whom it is offered.' },
  { name: 'Outcomes', description: 'How treatment plans turn out: ratings, baseline against now, the clinic’s figures.' },
  { name: 'Estimates', description: 'What treatments cost: the price list, quotes, final bills.' },
  { name: 'Care instructions', description: 'What a patient is to do and to leave before and after a session.' },
  { name: 'Products', description: 'What is used on people: products, lots, where they are kept, who received them, recalls.' },
  { name: 'Adverse events', description: 'What went wrong after a session, and what a dermatologist decided about it.' },
  { name: 'Jobs', description: 'Work that goes on in the background, and how far it has come.' },
  { name: 'Audit', description: 'Who looked at or changed which patient’s record.' },
  { name: 'Operations', description: 'The health of the server.' },
];

/** Every problem type, as its feature defines it. */
export const problems: ProblemDefinitions = {
  ...platformProblems,
  ...signingProblems,
  ...patientProblems,
  ...consultationProblems,
  ...contraindicationProblems,
  ...productProblems,
  ...appointmentProblems,
  ...treatmentProblems,
  ...estimateProblems,
};

/** The meaning of every code of a field error. A code of a feature that is left out here does not compile. */
const fieldErrors: Readonly<Record<FieldErrorCode, string>> = {
  ...commonFieldErrors,
  ...fileFieldErrors,
  ...appointmentFieldErrors,
  ...careFieldErrors,
  ...clinicFieldErrors,
  ...consultationFieldErrors,
  ...contraindicationFieldErrors,
  ...estimateFieldErrors,
  ...formularyFieldErrors,
  ...outcomeFieldErrors,
  ...patientFieldErrors,
  ...productFieldErrors,
  ...treatmentFieldErrors,
};

/** The parts of the API document that the routes do not declare. */
export const documentation: Documentation = {
  tags: documentationTags,
  answers,
  problems,
  fieldErrors,
  problemMembers: [
    platformProblemMembers,
    patientProblemMembers,
    consultationProblemMembers,
    contraindicationProblemMembers,
    productProblemMembers,
    appointmentProblemMembers,
    treatmentProblemMembers,
    estimateProblemMembers,
  ],
};

@Module({})
export class AppModule {
  static forRoot(settings: AppSettings, logger: PinoInstance): DynamicModule {
    return {
      module: AppModule,
      imports: [
        LoggerModule.forRoot(createLoggerModuleOptions(logger)),
        DatabaseModule.forRoot({
          url: settings.databaseUrl,
          poolSize: settings.databasePoolSize,
          waitSeconds: settings.databaseWaitSeconds,
          longestSeconds: settings.requestDeadlineSeconds ?? 30,
          applicationName: 'hairline',
          entities: clinicEntities,
          keyManagement: settings.keyManagement ?? new LocalKeyManagement(new KeyEncryption(settings.encryptionKey)),
        }),
        PlatformModule.forRoot({
          problems,
          databaseUrl: settings.databaseUrl,
          publicUrl: settings.publicUrl,
          encryptionKey: settings.encryptionKey,
          mail: settings.mail,
          outbound: settings.outbound ?? { http: false, networks: [] },
          identityProvider: settings.identityProvider ?? null,
          requestsPerMinute: settings.requestsPerMinute,
          metricsToken: settings.metricsToken,
          largestFileBytes: settings.files.largestBytes,
          ...(settings.clock && { clock: settings.clock }),
        }),
        StorageModule.forRoot(settings.files.store),
        JobsModule,
        SealingModule,
        PortsModule,
        SourcesModule,
        ...features,
      ],
    };
  }
}
