import { declareEnumeration } from '../../kernel/enumeration.js';
import { languages, type Language } from '../../kernel/language.js';
import { PatientAtDesk, PatientInput, likelihoods, type Likelihood } from '../../patients/index.js';
import {
  Actor,
  CheckedBy,
  Characters,
  Day,
  Decimal,
  Described,
  Email,
  Flag,
  Identifier,
  Instant,
  ListOf,
  Nested,
  Note,
  NotBefore,
  OneOf,
  Optional,
  PageQuery,
  SomeOf,
  Text,
  Whole,
  WithDefault,
} from '../../platform/http/index.js';
import { AppointmentTime } from '../booking/appointment.dto.js';
import {
  partsOfDay,
  requestActions,
  requestStates,
  requestStatuses,
  validateRequest,
  type PartOfDay,
  type RequestAction,
  type RequestStatus,
  type Wish,
} from '../domain/requests.js';

const MOST_WISHES = 10;
const LONGEST_REMARK = 1000;

/** A day on which somebody wishes to come. */
export class WishedDay implements Wish {
  /** The day, in the clinic’s time zone: today or later, at most 365 days ahead. */
  @Day() on: string;

  /** The part of the day. */
  @OneOf(partsOfDay) part: PartOfDay;
}

/** The consent of the person who asks to the processing of what is sent. */
export class RequestConsent {
  /** Whether the person agreed; a request without consent is refused. */
  @Flag() given: boolean;

  /** The version of the consent text that the person saw: `consent.version` of `GET /v1/public/clinics/{slug}`. */
  @Whole({ min: 1 }) version: number;
}

/** A request for an appointment, from somebody whom the clinic may not know. */
@CheckedBy<AppointmentRequestInput>(validateRequest, 'phone', 'email', 'consent')
export class AppointmentRequestInput {
  /**
   * The name of the person.
   * @example Asha Testperson
   */
  @Text({ max: 200 }) name: string;

  /**
   * The telephone number, with a `+` and the country’s code, or as it is dialled in the clinic’s country. It or an e-mail address is needed.
   * @example +919811000001
   */
  @Optional() @Characters({ min: 4, max: 40 }) phone?: string;

  /**
   * The e-mail address. It or a telephone number is needed.
   * @example asha@example.test
   */
  @Optional() @Email() email?: string;

  /** The type of appointment: one that the clinic offers to the public. */
  @Identifier() appointmentTypeId: string;

  /** The days on which the person wishes to come; empty where any will do. */
  @WithDefault() @ListOf(WishedDay, { max: MOST_WISHES }) wishes: WishedDay[] = [];

  /**
   * What the person wants to add, in words.
   * @example I can come at short notice
   */
  @Optional() @Note({ max: LONGEST_REMARK }) remark?: string;

  /** The language in which the person wants to be answered. */
  @OneOf(languages) language: Language;

  /** The consent to the processing. */
  @Nested(RequestConsent) consent: RequestConsent;
}

const receipts = declareEnumeration('RequestReceipt', ['received']);

/** A request was received. The answer is the same whoever asked, and however often. */
export class ReceivedRequest {
  /** The state of the request. */
  @OneOf(receipts) status: (typeof receipts)[number];
}

/** A patient who may be the person who asks. */
export class LikelyPatient {
  /** The patient. */
  @Nested(PatientAtDesk) patient: PatientAtDesk;

  /**
   * How likely the patient is the person, from 0 to 1.
   * @example 0.9993
   */
  @Decimal() score: number;

  /** `certain` from 0.999, `likely` from 0.9, `possible` below 0.9. */
  @OneOf(likelihoods) likelihood: Likelihood;
}

/** A request for an appointment, as the desk sees it. */
export class AppointmentRequestResponse {
  /** The id of the request. */
  @Identifier() id: string;

  @OneOf(requestStatuses) @Described(`The state. ${requestStates.describe()}.`) status: RequestStatus;

  /** What can be done with it now. */
  @ListOf(OneOf(requestActions), { max: requestActions.length }) allowedActions: RequestAction[];

  /** The type of appointment. */
  @Identifier() appointmentTypeId: string;

  /** The days on which the person wishes to come. */
  @ListOf(WishedDay, { max: MOST_WISHES }) wishes: WishedDay[];

  /** The name of the person. */
  @Text({ max: 200 }) name: string;

  /** The telephone number, in E.164; null where there is none. */
  @Text({ max: 40 }) phone: string | null;

  /** The e-mail address; null where there is none. */
  @Text({ max: 254 }) email: string | null;

  /** What the person added in words; null where there is nothing. */
  @Text({ max: LONGEST_REMARK }) remark: string | null;

  /** The language in which the person wants to be answered. */
  @OneOf(languages) language: Language;

  /** The version of the consent text that the person agreed to. */
  @Whole() consentVersion: number;

  /** When it was received, in UTC. */
  @Instant() receivedAt: string;

  /** The appointment that it became; null where it became none. */
  @Identifier() appointmentId: string | null;

  /** The patient of that appointment; null where there is none. */
  @Identifier() patientId: string | null;

  /** Who accepted or declined it; null as long as nobody did. */
  @Nested(Actor) decidedBy: Actor | null;

  /** When it was accepted or declined, in UTC; null as long as it was not. */
  @Instant() decidedAt: string | null;

  /** Why it was declined; null where it was not. */
  @Text({ max: 500 }) declineReason: string | null;

  /** The version of the request, as in the ETag. */
  @Whole() version: number;
}

/** A request for an appointment, with the patients who may be the person who asks. */
export class AppointmentRequestWithPatients extends AppointmentRequestResponse {
  /** The patients who may be the person, most likely first, five at most. Empty where there are none, and for a request on which somebody decided. */
  @ListOf(LikelyPatient, { max: 5 }) likelyPatients: LikelyPatient[];
}

/** The filters of requests. */
export class AppointmentRequestQuery extends PageQuery {
  /** Only in one of these states. */
  @Optional() @SomeOf(requestStatuses) status?: RequestStatus[];

  /** Only requests received at this instant or later. */
  @Optional() @Instant() from?: string;

  /** Only requests received before this instant. */
  @Optional() @Instant() @NotBefore('from') to?: string;
}

/** The appointment that a request becomes. */
export class RequestedAppointment extends AppointmentTime {
  /** The type; that of the request where it is left out. */
  @Optional() @Identifier() appointmentTypeId?: string;

  /**
   * A note for the desk; no clinical content, which belongs into the record.
   * @example Asked for over the page
   */
  @Optional() @Note({ max: 1000 }) note?: string | null;
}

/** How a request is accepted: for whom, and when. */
export class AppointmentRequestAcceptance {
  /** The patient who asks, where the clinic knows the person. */
  @Optional() @Identifier() patientId?: string;

  /** The person to register as a new patient, where the clinic does not know the person yet. Either this or `patientId`. */
  @Optional() @Nested(PatientInput) patient?: PatientInput;

  /** The appointment. */
  @Nested(RequestedAppointment) appointment: RequestedAppointment;
}

/** Why a request is declined. */
export class AppointmentRequestRefusal {
  /**
   * Why, for the people of the clinic: the person is not told by this call.
   * @example Asks for a treatment that the clinic does not give
   */
  @Note({ max: 500 }) reason: string;
}
