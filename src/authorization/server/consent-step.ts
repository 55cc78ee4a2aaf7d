/** The page on which a person allows an application what it asks for, or a part of it. What the person takes away is remembered as refused. */
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { InteractionResults } from 'oidc-provider';
import { isRole, listPermissionsOfRole } from '../../platform/access/policy.js';
import { isUsefulScope } from '../../platform/access/smart/fhir-policy.js';
import { parseSmartScope } from '../../platform/access/smart/smart-scopes.js';
import { getFhirBase } from '../../platform/access/token-claims.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { getMessages } from '../../messages/index.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { selectTextFields } from '../../platform/pages/page-answers.js';
import { renderConsentPage } from '../pages/pages.js';
import { Launches } from '../smart/launches.service.js';
import type { LaunchedPatient } from '../smart/launches.repository.js';
import { describeScope } from '../smart/scope-words.js';
import { isSmartRequest } from '../smart/smart-requests.js';
import { findText, getPath, LogInsUnderWay, type PageHandler, type RouteHandler, type UnderWay } from './under-way.js';

interface Details {
  missingOIDCScope?: string[];
  missingResourceScopes?: Record<string, string[]>;
}

interface Asked {
  scope: string;
  /** The address that the scope is for; null for a scope about the login. */
  resource: string | null;
  /** Whether the person decides; otherwise it is granted or refused without a question. */
  decides: 'person' | 'granted' | 'refused';
}

/** Scopes that are only about how the login goes, and tell the application nothing that it does not know. */
const silentScopes = ['openid', 'launch', 'launch/patient'];

/** A SMART scope that the person's role leaves nothing of is refused without a question. */
const isUseless = (scope: string, role: string): boolean => {
  const parsed = parseSmartScope(scope);
  return parsed !== null && !isUsefulScope({ kind: 'staff', permissions: isRole(role) ? listPermissionsOfRole(role) : new Set() }, parsed);
};

const listAsked = ({ interaction }: UnderWay, role: string): Asked[] => {
  const { missingOIDCScope = [], missingResourceScopes = {} } = interaction.prompt.details as Details;
  return [
    ...missingOIDCScope.map((scope) => ({ scope, resource: null, decides: silentScopes.includes(scope) ? ('granted' as const) : ('person' as const) })),
    ...Object.entries(missingResourceScopes).flatMap(([resource, scopes]) =>
      scopes.map((scope) => ({ scope, resource, decides: isUseless(scope, role) ? ('refused' as const) : ('person' as const) })),
    ),
  ];
};

const formatFieldName = (index: number): string => `scope-${index}`;

@Injectable()
export class ConsentStep {
  constructor(
    private readonly underWay: LogInsUnderWay,
    private readonly accounts: AccountsService,
    private readonly launches: Launches,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  mount(scope: FastifyInstance, handle: (step: PageHandler) => RouteHandler): void {
    scope.post(
      '/interaction/:uid/consent',
      handle((underWay, request, reply) => this.grant(underWay, request, reply)),
    );
  }

  async show(underWay: UnderWay, reply: FastifyReply): Promise<FastifyReply> {
    const person = await this.accounts.findById(underWay.interaction.session?.accountId ?? '');
    const asked = person ? listAsked(underWay, person.role) : [];
    const messages = getMessages('smart', underWay.language);
    const [isAsked, isRefused] = [asked.some(({ decides }) => decides === 'person'), asked.some(({ decides }) => decides === 'refused')];
    const page = renderConsentPage({
      ...this.underWay.createFrame(underWay, person?.clinicName ?? null),
      clientName: underWay.clientName,
      personName: person?.name ?? '',
      scopes: asked.flatMap(({ scope, decides }, index) =>
        decides === 'person' ? [{ name: formatFieldName(index), text: describeScope(scope, underWay.language) }] : [],
      ),
      hint: isAsked ? messages.say('takeAway') : isRefused ? messages.say('nothingAsked') : null,
      action: `${getPath(underWay)}/consent`,
      abort: `${getPath(underWay)}/abort`,
    });
    return this.underWay.send(underWay, reply, 200, page);
  }

  private async grant(underWay: UnderWay, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { provider, interaction, own } = underWay;
    const { prompt, params, session, grantId } = interaction;
    const person = await this.accounts.findById(session?.accountId ?? '');
    if (prompt.name !== 'consent' || !person) return reply.redirect(getPath(underWay), 303);
    const isForFhir = isSmartRequest(params, getFhirBase(this.publicUrl));
    const finish = async (result: InteractionResults, mergeWithLastSubmission: boolean): Promise<FastifyReply> =>
      reply.redirect(await provider.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission }), 303);
    const launched = isForFhir ? await this.findLaunched(underWay, person.staffId) : null;
    if (launched === 'refused') {
      return finish(
        { error: 'invalid_request', error_description: 'launch was used, has expired, or was made for another person: open the application again' },
        false,
      );
    }
    // Each launch has a grant of its own: the tokens of an earlier one keep their patient.
    const existing = isForFhir || grantId === undefined ? undefined : await provider.Grant.find(grantId);
    const grant = existing ?? new provider.Grant({ accountId: person.staffId, clientId: findText(params.client_id) });
    const fields = selectTextFields(request.body);
    listAsked(underWay, person.role).forEach(({ scope, resource, decides }, index) => {
      const isAllowed = decides === 'person' ? fields[formatFieldName(index)] !== undefined : decides === 'granted';
      if (resource === null) grant[isAllowed ? 'addOIDCScope' : 'rejectOIDCScope'](scope);
      else grant[isAllowed ? 'addResourceScope' : 'rejectResourceScope'](resource, scope);
    });
    const saved = await grant.save();
    if (launched && own) await this.launches.keep(own.clinicId, saved, launched);
    return finish({ consent: { grantId: saved } }, true);
  }

  /** The patient of the launch, who was opened in the EHR or chosen by the person; null where there is none. */
  private async findLaunched({ interaction, own }: UnderWay, staffId: string): Promise<LaunchedPatient | 'refused' | null> {
    const { params, lastSubmission } = interaction;
    const chosen = (lastSubmission as { patient?: { patientId: string } } | undefined)?.patient;
    if (params.launch !== undefined) return (own && (await this.launches.use(own, findText(params.launch), staffId))) ?? 'refused';
    return chosen ? { patientId: chosen.patientId, consultationId: null } : null;
  }
}
