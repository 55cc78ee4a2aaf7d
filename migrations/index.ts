import type { MigrationInterface } from 'typeorm';
import { Foundation1763683200001 } from './0001-foundation.js';
import { Patients1763683200002 } from './0002-patients.js';
import { Consultations1763683200003 } from './0003-consultations.js';
import { Contraindications1763683200004 } from './0004-contraindications.js';
import { Treatments1763683200005 } from './0005-treatments.js';
import { Record1763683200006 } from './0006-record.js';
import { Codes1763683200007 } from './0007-codes.js';
import { Photographs1763683200008 } from './0008-photographs.js';
import { Scales1763683200009 } from './0009-scales.js';
import { Timeline1763683200010 } from './0010-timeline.js';
import { Rulesets1763683200012 } from './0012-rulesets.js';
import { Products1763683200013 } from './0013-products.js';
import { Protocols1763683200014 } from './0014-protocols.js';
import { Estimates1763683200015 } from './0015-estimates.js';
import { Sessions1763683200016 } from './0016-sessions.js';
import { Outcomes1763683200018 } from './0018-outcomes.js';
import { SessionUses1763683200020 } from './0020-session-uses.js';
import { Unread1763683200021 } from './0021-unread.js';
import { LaboratoryInterpretation1763683200022 } from './0022-laboratory-interpretation.js';
import { SessionLimits1763683200023 } from './0023-session-limits.js';
import { ShippedRevisions1763683200024 } from './0024-shipped-revisions.js';
import { ClinicNames1763683200025 } from './0025-clinic-names.js';
import { Indications1763683200026 } from './0026-indications.js';
import { LaboratoryReports1763683200027 } from './0027-laboratory-reports.js';
import { Entries1763683200028 } from './0028-entries.js';
import { AdverseEventVersions1763683200029 } from './0029-adverse-event-versions.js';
import { Consents1763683200030 } from './0030-consents.js';
import { MergedRecords1763683200031 } from './0031-merged-records.js';
import { Life1763683200032 } from './0032-life.js';
import { LotsAndTheirUses1763683200034 } from './0034-lots-and-their-uses.js';
import { BillWarnings1763683200035 } from './0035-bill-warnings.js';
import { ClinicContact1763683200037 } from './0037-clinic-contact.js';
import { Occupation1763683200041 } from './0041-occupation.js';
import { JobSchedules1763683200042 } from './0042-job-schedules.js';
import { ReportsAsIssued1763683200040 } from './0040-reports-as-issued.js';
import { AbsenceAfterUnmerge1763683200043 } from './0043-absence-after-unmerge.js';
import { Authorization1763683200044 } from './0044-authorization.js';

/** In the order in which they are applied. */
export const migrations: (new () => MigrationInterface)[] = [
  Foundation1763683200001,
  Patients1763683200002,
  Consultations1763683200003,
  Contraindications1763683200004,
  Treatments1763683200005,
  Record1763683200006,
  Codes1763683200007,
  Photographs1763683200008,
  Scales1763683200009,
  Timeline1763683200010,
  Rulesets1763683200012,
  Products1763683200013,
  Protocols1763683200014,
  Estimates1763683200015,
  Sessions1763683200016,
  Outcomes1763683200018,
  SessionUses1763683200020,
  Unread1763683200021,
  LaboratoryInterpretation1763683200022,
  SessionLimits1763683200023,
  ShippedRevisions1763683200024,
  ClinicNames1763683200025,
  Indications1763683200026,
  LaboratoryReports1763683200027,
  Entries1763683200028,
  AdverseEventVersions1763683200029,
  Consents1763683200030,
  MergedRecords1763683200031,
  Life1763683200032,
  LotsAndTheirUses1763683200034,
  BillWarnings1763683200035,
  ClinicContact1763683200037,
  ReportsAsIssued1763683200040,
  Occupation1763683200041,
  JobSchedules1763683200042,
  AbsenceAfterUnmerge1763683200043,
  Authorization1763683200044,
];
