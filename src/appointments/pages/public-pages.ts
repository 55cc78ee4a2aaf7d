/** The pages for people without a login: they work without scripts, set no cookie, and change nothing before somebody presses a button. */
import { Inject, Injectable } from '@nestjs/common';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay } from '../../kernel/day.js';
import { Failure, type FieldError } from '../../kernel/failure.js';
import { chooseLanguage, type Language } from '../../kernel/language.js';
import { formatPhone } from '../../kernel/phone.js';
import { getMessages, type PlainKey } from '../../messages/index.js';
import { RateLimiter } from '../../platform/access/rate-limiter.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { ProblemFilter, toFailure, validateDto } from '../../platform/http/index.js';
import { requireOwnForm, selectTextFields, sendPage } from '../../platform/pages/page-answers.js';
import { renderNoticePage, type Frame } from '../../platform/pages/page-frame.js';
import type { LinkEnd, LinkPurpose } from '../domain/links.js';
import { LinkedMove, type UsedLink } from '../links/appointment-link.dto.js';
import { LinkUses } from '../links/link-uses.service.js';
import { AppointmentRequestInput } from '../requests/appointment-request.dto.js';
import { PublicRequestsService } from '../requests/public-requests.service.js';
import { formatBeginning, renderLinkPage } from './link-view.js';
import { renderRequestPage, WISHED_DAYS, type Complaints } from './request-view.js';

const LARGEST_FORM_BYTES = 16_384;

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
type Typed = Readonly<Record<string, string>>;

@Injectable()
export class PublicPages {
  constructor(
    private readonly requests: PublicRequestsService,
    private readonly uses: LinkUses,
    private readonly limiter: RateLimiter,
    private readonly problems: ProblemFilter,
    private readonly clock: Clock,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  async mount(server: FastifyInstance): Promise<void> {
    await server.register(async (scope) => {
      scope.addHook('onRequest', (request, reply) => this.limiter.spend(`public:${request.ip}`, reply));
      scope.removeAllContentTypeParsers();
      await scope.register(formbody, { bodyLimit: LARGEST_FORM_BYTES });
      scope.setErrorHandler((error, request, reply) => this.answerError(toFailure(error), request, reply));
      const form =
        (handler: Handler): Handler =>
        (request, reply) => {
          requireOwnForm(request, this.publicUrl);
          return handler(request, reply);
        };
      scope.get('/clinics/:slug/request', (request, reply) => this.showRequest(request, reply, 200, {}, new Map()));
      scope.post(
        '/clinics/:slug/request',
        form((request, reply) => this.sendRequest(request, reply)),
      );
      scope.get('/clinics/:slug/request/received', (request, reply) => this.showReceipt(request, reply));
      scope.get('/appointment-links/:link', (request, reply) => this.showLink(request, reply, 200, null));
      scope.post(
        '/appointment-links/:link',
        form((request, reply) => this.useLink(request, reply)),
      );
    });
  }

  private async showRequest(request: FastifyRequest, reply: FastifyReply, status: number, typed: Typed, complaints: Complaints): Promise<FastifyReply> {
    const slug = getParameter(request, 'slug');
    const language = choosePublicLanguage(request);
    const { clinic, embeddingOrigins } = await this.requests.getClinicForPage(slug);
    const address = `/clinics/${slug}/request`;
    const page = renderRequestPage({
      ...buildFrame(language, clinic.name, address),
      action: `${address}?language=${language}`,
      clinic,
      today: toCalendarDay(this.clock.now(), clinic.timeZone),
      typed,
      complaints,
    });
    return sendPage(reply, status, page, { frameAncestors: embeddingOrigins });
  }

  private async sendRequest(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const slug = getParameter(request, 'slug');
    const language = choosePublicLanguage(request);
    const typed = selectTextFields(request.body);
    const { body, days } = toRequest(typed, language);
    const { clinic, country } = await this.requests.getClinicForPage(slug);
    const now = this.clock.now();
    try {
      const circumstances = { now, today: toCalendarDay(now, clinic.timeZone), country };
      await this.requests.receive(slug, validateDto(AppointmentRequestInput, body, circumstances), request.ip);
    } catch (error) {
      if (!(error instanceof Failure) || !error.errors) throw error;
      return this.showRequest(request, reply, 400, typed, describeErrors(error.errors, days, language));
    }
    // A page that is loaded again sends nothing again.
    return reply.redirect(`/clinics/${slug}/request/received?language=${language}`, 303);
  }

  private async showReceipt(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const slug = getParameter(request, 'slug');
    const language = choosePublicLanguage(request);
    const { clinic, embeddingOrigins } = await this.requests.getClinicForPage(slug);
    const messages = getMessages('public-pages', language);
    const call = clinic.phone === null ? null : messages.say('call', { phone: formatPhone(clinic.phone) });
    const frame = buildFrame(language, clinic.name, `/clinics/${slug}/request/received`);
    return sendPage(reply, 200, renderNoticePage(frame, messages.say('received'), messages.say('receivedText'), call), { frameAncestors: embeddingOrigins });
  }

  private async showLink(request: FastifyRequest, reply: FastifyReply, status: number, wrong: string | null): Promise<FastifyReply> {
    const link = getParameter(request, 'link');
    const language = choosePublicLanguage(request);
    const linked = await this.uses.show(link);
    const address = `/appointment-links/${link}`;
    return sendPage(
      reply,
      status,
      renderLinkPage({ ...buildFrame(language, linked.clinicName, address), action: `${address}?language=${language}`, linked, wrong }),
    );
  }

  private async useLink(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const link = getParameter(request, 'link');
    const language = choosePublicLanguage(request);
    const messages = getMessages('public-pages', language);
    const { purpose, clinicName, timeZone } = await this.uses.show(link);
    try {
      const { startsAt } = await this.use(link, purpose, selectTextFields(request.body));
      const notice = renderNoticePage(buildFrame(language, clinicName, null), messages.say(`${purpose}.done`), formatBeginning(startsAt, timeZone, language));
      return await sendPage(reply, 200, notice);
    } catch (error) {
      const isTaken = purpose === 'move' && error instanceof Failure && (error.problem === 'conflict' || error.problem === 'invalid-input');
      if (!isTaken) throw error;
      return this.showLink(request, reply, 409, messages.say('move.taken'));
    }
  }

  private use(link: string, purpose: LinkPurpose, { startsAt }: Typed): Promise<UsedLink> {
    if (purpose === 'confirm') return this.uses.confirm(link);
    if (purpose === 'cancel') return this.uses.cancel(link);
    return this.uses.move(link, validateDto(LinkedMove, { startsAt }).startsAt);
  }

  /** Answers a refusal that people meet with a page, and any other failure as a problem document. */
  private answerError(failure: Failure, request: FastifyRequest, reply: FastifyReply): FastifyReply | Promise<void> {
    const language = choosePublicLanguage(request);
    const messages = getMessages('public-pages', language);
    const notice = (status: number, title: PlainKey<'public-pages'>, text: PlainKey<'public-pages'>): FastifyReply =>
      sendPage(reply.headers(failure.headers ?? {}), status, renderNoticePage(buildFrame(language, null, null), messages.say(title), messages.say(text)));
    const isLink = request.url.startsWith('/appointment-links/');
    if (failure.problem === 'not-found') return isLink ? notice(404, 'unknownLink', 'unknownLinkText') : notice(404, 'unknownClinic', 'unknownClinicText');
    if (failure.problem === 'link-over') return notice(410, 'over', `over.${failure.extra!.because as LinkEnd}`);
    if (failure.problem === 'too-many-requests') return notice(429, 'busy', 'busyText');
    return this.problems.answer(failure, request, reply);
  }
}

const getParameter = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name]!;

/** Chooses the language that the address names, or one that the browser prefers. */
const choosePublicLanguage = (request: FastifyRequest): Language =>
  chooseLanguage(selectTextFields(request.query).language, request.headers['accept-language']);

const buildFrame = (language: Language, clinicName: string | null, address: string | null): Frame => ({
  language,
  clinicName,
  otherLanguage: address === null ? null : (other) => `${address}?language=${other}`,
});

/** The request that a form is, and the numbers of the days in the form that its wishes have. */
const toRequest = (typed: Typed, language: Language): { body: object; days: number[] } => {
  const days = Array.from({ length: WISHED_DAYS }, (_, index) => index + 1).filter((number) => typed[`on${number}`]);
  const { name = '', phone = '', email = '', type = '', remark = '', consent, consentVersion } = typed;
  const body = {
    name,
    ...(phone.trim() !== '' && { phone }),
    ...(email.trim() !== '' && { email: email.trim() }),
    appointmentTypeId: type,
    wishes: days.map((number) => ({ on: typed[`on${number}`], part: typed[`part${number}`] ?? 'any' })),
    ...(remark.trim() !== '' && { remark }),
    language,
    consent: { given: consent === 'on', version: Number(consentVersion) || 1 },
  };
  return { body, days };
};

/** Says what is wrong with each field of the form, in the order of the page. */
const describeErrors = (errors: readonly FieldError[], days: readonly number[], language: Language): Complaints => {
  const messages = getMessages('public-pages', language);
  const found = new Map<string, string>();
  for (const { pointer, code } of errors) {
    const [, member = '', index = ''] = pointer.split('/');
    if (member === 'name') found.set('name', messages.say('wrong.name'));
    else if (member === 'phone') found.set('phone', messages.say(code === 'required' ? 'wrong.reach' : 'wrong.phone'));
    else if (member === 'email') found.set('email', messages.say('wrong.email'));
    else if (member === 'appointmentTypeId') found.set('type', messages.say('wrong.type'));
    else if (member === 'wishes') found.set(`on${days[Number(index)] ?? 1}`, messages.say('wrong.day'));
    else if (member === 'remark') found.set('remark', messages.say('wrong.remark'));
    else if (member === 'consent') found.set('consent', messages.say(code === 'other-consent-text' ? 'wrong.consentText' : 'wrong.consent'));
    else found.set('name', messages.say('wrong.form'));
  }
  const order = ['name', 'phone', 'email', 'type', ...Array.from({ length: WISHED_DAYS }, (_, index) => `on${index + 1}`), 'remark', 'consent'];
  return new Map([...found].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other)));
};
