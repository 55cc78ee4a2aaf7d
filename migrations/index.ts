import { Foundation1763683200001 } from './0001-foundation.js';
import { Authorization1763683200002 } from './0002-authorization.js';
import { Patients1763683200003 } from './0003-patients.js';
import { Consents1763683200004 } from './0004-consents.js';
import { Consultations1763683200005 } from './0005-consultations.js';
import { Lists1763683200006 } from './0006-lists.js';
import { Photographs1763683200007 } from './0007-photographs.js';
import { CodesAndNames1763683200008 } from './0008-codes-and-names.js';
import { Contraindications1763683200009 } from './0009-contraindications.js';
import { Treatments1763683200010 } from './0010-treatments.js';
import { Outcomes1763683200011 } from './0011-outcomes.js';
import { Products1763683200012 } from './0012-products.js';
import { Estimates1763683200013 } from './0013-estimates.js';
import { Jobs1763683200014 } from './0014-jobs.js';
import { RecordOfPatient1763683200015 } from './0015-record.js';
import { PastEvents1763683200016 } from './0016-past-events.js';
import { SecondFactors1763683200017 } from './0017-second-factors.js';
import { ClientDoors1763683200018 } from './0018-client-doors.js';
import { PatientAccess1763683200019 } from './0019-patient-access.js';
import { SmartLaunches1763683200020 } from './0020-smart-launches.js';
import { IdentityProviders1763683200021 } from './0021-identity-providers.js';
import { SealedTexts1763683200022 } from './0022-sealed-texts.js';
import { Scheduling1763683200023 } from './0023-scheduling.js';
import { MoreSealedTexts1763683200024 } from './0024-more-sealed-texts.js';
import { InstallationProvider1763683200025 } from './0025-installation-provider.js';
import { WaitingWork1763683200026 } from './0026-waiting-work.js';
import { Appointments1763683200027 } from './0027-appointments.js';
import { PublicRequests1763683200028 } from './0028-public-requests.js';
import { WaitingList1763683200029 } from './0029-waiting-list.js';
import { OpenPatientsInBulk1763683200030 } from './0030-open-patients-in-bulk.js';
import { RequestAppointments1763683200031 } from './0031-request-appointments.js';
import type { Migration } from './migration.js';

/** In the order in which they are applied. None is edited once it was released; what a released one lacks is another one (test/architecture/migrations). */
export const migrations: (new () => Migration)[] = [
  Foundation1763683200001,
  Authorization1763683200002,
  Patients1763683200003,
  Consents1763683200004,
  Consultations1763683200005,
  Lists1763683200006,
  Photographs1763683200007,
  CodesAndNames1763683200008,
  Contraindications1763683200009,
  Treatments1763683200010,
  Outcomes1763683200011,
  Products1763683200012,
  Estimates1763683200013,
  Jobs1763683200014,
  RecordOfPatient1763683200015,
  PastEvents1763683200016,
  SecondFactors1763683200017,
  ClientDoors1763683200018,
  PatientAccess1763683200019,
  SmartLaunches1763683200020,
  IdentityProviders1763683200021,
  SealedTexts1763683200022,
  Scheduling1763683200023,
  MoreSealedTexts1763683200024,
  InstallationProvider1763683200025,
  WaitingWork1763683200026,
  Appointments1763683200027,
  PublicRequests1763683200028,
  WaitingList1763683200029,
  OpenPatientsInBulk1763683200030,
  RequestAppointments1763683200031,
];
