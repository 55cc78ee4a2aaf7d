import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { chooseLanguage } from '../../kernel/language.js';
import { ClinicService } from '../../clinic/index.js';
import { getMessages } from '../../messages/index.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { Jobs, type Job, type JobHandler, type Step } from '../../platform/jobs/index.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { AccessPolicyService } from '../policy/access-policy.service.js';
import { EmergencyAccessesRepository, type AlertedPerson } from './emergency-accesses.repository.js';

export const emergencyAlert = 'alert-of-emergency-access';

interface Input {
  emergencyAccessId: string;
}

interface Figures {
  sent: number;
}

/**
 * Tells the admins and the privacy contact of the clinic by mail that somebody opened a record in an emergency. Each step sends one mail, so that a mail that
 * fails is sent again and no other. A mail says nothing of the patient.
 */
@Injectable()
export class EmergencyAlertJob implements JobHandler<Input, number, Figures>, OnModuleInit {
  readonly kind = emergencyAlert;

  constructor(
    private readonly jobs: Jobs,
    private readonly accesses: EmergencyAccessesRepository,
    private readonly policy: AccessPolicyService,
    private readonly clinics: ClinicService,
    private readonly mailer: Mailer,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  async countTotal(): Promise<number> {
    return this.mailer.canSend ? (await this.listAlerted()).length : 0;
  }

  async takeStep({ input, position, result }: Job<Input, number, Figures>): Promise<Step<number, Figures>> {
    const alerted = this.mailer.canSend ? await this.listAlerted() : [];
    const next = position ?? 0;
    const person = alerted[next];
    if (person) await this.send(person, input.emergencyAccessId);
    return {
      position: next + 1,
      done: person ? 1 : 0,
      result: { sent: (result?.sent ?? 0) + (person ? 1 : 0) },
      finished: next + 1 >= alerted.length,
    };
  }

  private async listAlerted(): Promise<AlertedPerson[]> {
    const [admins, { privacyContact }] = await Promise.all([this.accesses.listAdmins(), this.policy.get()]);
    const contact = privacyContact === null ? [] : [{ name: null, email: privacyContact, language: null }];
    return [...admins, ...contact.filter(({ email }) => !admins.some((admin) => admin.email === email))];
  }

  private async send(person: AlertedPerson, emergencyAccessId: string): Promise<void> {
    const language = chooseLanguage(person.language);
    const messages = getMessages('mails', language);
    const { name: clinic } = await this.clinics.get();
    const greeting = person.name === null ? messages.say('greeting.nobody') : messages.say('greeting', { name: person.name });
    const address = `${this.publicUrl}/v1/emergency-accesses/${emergencyAccessId}`;
    await this.mailer.send({
      to: person.email,
      language,
      subject: messages.say('emergency-access.subject', { clinic }),
      text: [greeting, messages.say('emergency-access.text', { clinic }), address].join('\n\n'),
    });
  }
}
