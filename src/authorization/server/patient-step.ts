/**
 * The page of a login on which a person chooses the patient with whom an application begins. It searches as the person may search: only in the person's clinic,
 * with the person's permissions, and with an entry in the audit trail before the page leaves.
 */
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../../kernel/clock.js';
import { Failure } from '../../kernel/failure.js';
import { isId } from '../../kernel/id.js';
import { getMessages } from '../../messages/index.js';
import { PatientsService, type PatientSummary } from '../../patients/index.js';
import { Directory } from '../../platform/access/directory.js';
import { findPatientLimits } from '../../platform/access/patient-limits.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { getCurrentRequest } from '../../platform/http/index.js';
import { AccountsService } from '../accounts/accounts.service.js';
import type { LoginPerson } from '../accounts/accounts.repository.js';
import { selectTextFields } from '../../platform/pages/page-answers.js';
import { getPath, LogInsUnderWay, type PageHandler, type RouteHandler, type UnderWay } from './under-way.js';
import { renderPatientPage, type ShownPatient } from '../smart/patient-page.js';

const LONGEST_QUERY = 200;
const MOST_SHOWN = 20;

interface Searched {
  query: string;
  found: readonly ShownPatient[] | null;
  wrong: string | null;
}

const nothingSearched: Searched = { query: '', found: null, wrong: null };

@Injectable()
export class PatientStep {
  constructor(
    private readonly underWay: LogInsUnderWay,
    private readonly accounts: AccountsService,
    private readonly directory: Directory,
    private readonly patients: PatientsService,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  mount(scope: FastifyInstance, handle: (step: PageHandler) => RouteHandler): void {
    scope.post(
      '/interaction/:uid/patients',
      handle((underWay, request, reply) => this.search(underWay, request, reply)),
    );
    scope.post(
      '/interaction/:uid/patient',
      handle((underWay, request, reply) => this.choose(underWay, request, reply)),
    );
  }

  async show(underWay: UnderWay, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const person = await this.actAsPerson(underWay);
    return person ? this.send(underWay, reply, person, nothingSearched) : this.refuse(underWay, request, reply);
  }

  private async search(underWay: UnderWay, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const person = await this.actAsPerson(underWay);
    if (!person) return this.refuse(underWay, request, reply);
    const query = (selectTextFields(request.body).query ?? '').replaceAll(/\p{C}/gu, ' ').trim().slice(0, LONGEST_QUERY);
    if (query === '') return this.send(underWay, reply, person, { ...nothingSearched, wrong: getMessages('smart', underWay.language).say('typeSomething') });
    const { items } = await this.patients.list({ query, limit: MOST_SHOWN });
    await this.record(
      person,
      'patient.search',
      items.map(({ id }) => id),
    );
    const found = items.map(({ id, names, birthDate = null, medicalRecordNumber }) => ({ id, name: names[0]!.text!, birthDate, medicalRecordNumber }));
    return this.send(underWay, reply, person, { query, found, wrong: null });
  }

  private async choose(underWay: UnderWay, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const person = await this.actAsPerson(underWay);
    if (!person) return this.refuse(underWay, request, reply);
    const { patient: chosen = '' } = selectTextFields(request.body);
    const patient = isId(chosen) ? await this.findPatient(chosen) : null;
    if (patient === null || patient.status === 'merged') {
      return this.send(underWay, reply, person, { ...nothingSearched, wrong: getMessages('smart', underWay.language).say('noSuchPatient') });
    }
    await this.record(person, 'launch.choose-patient', [patient.id]);
    const result = { patient: { patientId: patient.id } };
    return reply.redirect(await underWay.provider.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: true }), 303);
  }

  private async findPatient(patientId: string): Promise<PatientSummary | null> {
    try {
      return await this.patients.require(patientId);
    } catch (error) {
      if (error instanceof Failure && error.problem === 'not-found') return null;
      throw error;
    }
  }

  /** Lets the rest of the request act as the person who has logged in; null where that person may see no patients. */
  private async actAsPerson({ interaction }: UnderWay): Promise<LoginPerson | null> {
    const person = interaction.prompt.name === 'patient' ? await this.accounts.findById(interaction.session?.accountId ?? '') : null;
    const principal = person && (await this.directory.findPerson(person.clinicId, person.staffId));
    if (!principal?.permissions.has('patient.read')) return null;
    const request = getCurrentRequest();
    request.principal = principal;
    request.clinicId = principal.clinic.id;
    request.patientLimits = findPatientLimits(principal, 'patient.read', this.clock.now());
    return person;
  }

  private async refuse({ provider, interaction }: UnderWay, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (interaction.prompt.name !== 'patient') return reply.redirect(`/oauth/interaction/${interaction.uid}`, 303);
    const result = { error: 'access_denied', error_description: 'the person may see no patients' };
    return reply.redirect(await provider.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: false }), 303);
  }

  private record({ clinicId }: LoginPerson, action: string, patientIds: readonly string[]): Promise<void> {
    return this.audit.record(getCurrentRequest(), clinicId, { action, patientIds, resourceId: null, outcome: 'success', status: 200 });
  }

  private send(underWay: UnderWay, reply: FastifyReply, person: LoginPerson, { query, found, wrong }: Searched): FastifyReply {
    const page = renderPatientPage({
      ...this.underWay.createFrame(underWay, person.clinicName),
      clientName: underWay.clientName,
      search: `${getPath(underWay)}/patients`,
      choose: `${getPath(underWay)}/patient`,
      abort: `${getPath(underWay)}/abort`,
      query,
      found,
      wrong,
    });
    return this.underWay.send(underWay, reply, wrong === null ? 200 : 400, page);
  }
}
