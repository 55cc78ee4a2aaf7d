/**
 * Passkeys (WebAuthn): a key that stays in the person's device, which signs a challenge after it has checked its person. Where the challenge comes from is kept here,
 * sealed, until it is answered once; and it is good only in the login or session that asked for it.
 */
import { isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../../kernel/clock.js';
import { createId } from '../../kernel/id.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import type { LoginPerson } from '../accounts/accounts.repository.js';
import { ArtifactsRepository } from '../artifacts/artifacts.repository.js';
import { PasskeysRepository, type FoundPasskey, type KeptPasskey } from './passkeys.repository.js';
import type { Owner } from './second-factors.repository.js';

const CHALLENGE_SECONDS = 600;
const LONGEST_ANSWER = 12_000;
const MOST_TRANSPORTS = 8;
export const LONGEST_PASSKEY_NAME = 100;
/** The most passkeys of a person. */
export const MOST_PASSKEYS = 20;

/** Loads the library when a passkey is used for the first time. */
const loadWebAuthn = () => import('@simplewebauthn/server');

type Answer = AuthenticationResponseJSON | RegistrationResponseJSON;

const parseAnswer = <A extends Answer>(text: string): A | null => {
  if (text.length > LONGEST_ANSWER) return null;
  try {
    const answer = JSON.parse(text) as A | null;
    return typeof answer?.id === 'string' && typeof answer.response?.clientDataJSON === 'string' ? answer : null;
  } catch {
    return null;
  }
};

const findChallenge = ({ response }: Answer): string | null => {
  try {
    const { challenge } = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8')) as { challenge?: unknown };
    return typeof challenge === 'string' ? challenge : null;
  } catch {
    return null;
  }
};

/** The user handle: the bytes of the person's id, which say nothing about the person. */
const getUserHandle = ({ staffId }: Owner): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(staffId.replaceAll('-', ''), 'hex'));

@Injectable()
export class Passkeys {
  private readonly rpId: string;

  constructor(
    private readonly passkeys: PasskeysRepository,
    private readonly artifacts: ArtifactsRepository,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {
    this.rpId = new URL(publicUrl).hostname;
  }

  /** Whether passkeys can be used: browsers make none for a server that is reached by a number. */
  get areUsable(): boolean {
    return isIP(this.rpId.replaceAll(/[[\]]/g, '')) === 0;
  }

  list(owner: Owner): Promise<KeptPasskey[]> {
    return this.passkeys.list(owner);
  }

  /** The request to the browser for a passkey of the person, or of any person. */
  async ask(owner: Owner | null, askedIn: string): Promise<object> {
    const { generateAuthenticationOptions } = await loadWebAuthn();
    const own = owner === null ? [] : await this.passkeys.list(owner);
    const options = await generateAuthenticationOptions({
      rpID: this.rpId,
      userVerification: 'required',
      allowCredentials: own.map(({ credentialId, transports }) => ({ id: credentialId.toString('base64url'), transports })),
    });
    await this.keep(options.challenge, `get ${owner?.staffId ?? ''} ${askedIn}`);
    return options;
  }

  /** The owner of the passkey that answered a challenge of this login. Null for a wrong or repeated answer, and for a passkey of another person. */
  async verifyAnswer(owner: Owner | null, askedIn: string, text: string): Promise<Owner | null> {
    const answer = parseAnswer<AuthenticationResponseJSON>(text);
    const challenge = answer && (await this.takeChallenge(answer, `get ${owner?.staffId ?? ''} ${askedIn}`));
    const found = answer && challenge ? await this.passkeys.find(Buffer.from(answer.id, 'base64url')) : null;
    if (!answer || !challenge || !found || (owner && owner.staffId !== found.staffId)) return null;
    return (await this.verifySignature(answer, challenge, found)) ? { clinicId: found.clinicId, staffId: found.staffId } : null;
  }

  /** The request to the browser for a new passkey of the person. */
  async askForNew(person: LoginPerson, askedIn: string): Promise<object> {
    const { generateRegistrationOptions } = await loadWebAuthn();
    const own = await this.passkeys.list(person);
    const options = await generateRegistrationOptions({
      rpName: person.clinicName,
      rpID: this.rpId,
      userID: getUserHandle(person),
      userName: `${person.email} (${person.clinicName})`,
      userDisplayName: person.name,
      attestationType: 'none',
      excludeCredentials: own.map(({ credentialId, transports }) => ({ id: credentialId.toString('base64url'), transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    await this.keep(options.challenge, `create ${person.staffId} ${askedIn}`);
    return options;
  }

  /** Stores the new passkey; false where it does not answer the request. */
  async storePasskey(person: LoginPerson, askedIn: string, text: string, name: string): Promise<boolean> {
    const { verifyRegistrationResponse } = await loadWebAuthn();
    const answer = parseAnswer<RegistrationResponseJSON>(text);
    const challenge = answer && (await this.takeChallenge(answer, `create ${person.staffId} ${askedIn}`));
    if (!answer || !challenge || (await this.passkeys.list(person)).length >= MOST_PASSKEYS) return false;
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response: answer,
        expectedChallenge: challenge,
        expectedOrigin: this.publicUrl,
        expectedRPID: this.rpId,
        requireUserVerification: true,
      });
      if (!verified) return false;
      const { credential, credentialBackedUp } = registrationInfo;
      const kept = {
        id: createId(),
        credentialId: Buffer.from(credential.id, 'base64url'),
        publicKey: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: (credential.transports ?? []).filter((transport) => /^[a-z-]{1,20}$/.test(transport)).slice(0, MOST_TRANSPORTS),
        isSynced: credentialBackedUp,
        name,
      };
      return await this.passkeys.insert(person, kept, this.clock.now());
    } catch (error) {
      this.logger.info({ reason: (error as Error).message }, 'a passkey was not kept');
      return false;
    }
  }

  /** Removes one passkey of the person, or all. Returns whether there was one. */
  remove(owner: Owner, id: string | null): Promise<boolean> {
    return this.passkeys.drop(owner, id);
  }

  private async verifySignature(answer: AuthenticationResponseJSON, challenge: string, found: FoundPasskey): Promise<boolean> {
    const { verifyAuthenticationResponse } = await loadWebAuthn();
    const { publicKey, counter, transports } = found;
    const handle = answer.response.userHandle;
    if (handle !== undefined && handle !== Buffer.from(getUserHandle(found)).toString('base64url')) return false;
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: answer,
        expectedChallenge: challenge,
        expectedOrigin: this.publicUrl,
        expectedRPID: this.rpId,
        requireUserVerification: true,
        credential: { id: answer.id, publicKey: new Uint8Array(publicKey), counter, transports },
      });
      return verified && (await this.passkeys.noteUse(found, authenticationInfo.newCounter, authenticationInfo.credentialBackedUp, this.clock.now()));
    } catch (error) {
      this.logger.info({ reason: (error as Error).message }, 'a passkey was refused');
      return false;
    }
  }

  private keep(challenge: string, askedFor: string): Promise<void> {
    return this.challenges.upsert(challenge, { askedFor }, CHALLENGE_SECONDS);
  }

  /** Takes the challenge of an answer, where it was made here and not answered before. It is used up, whether or not the answer is right. */
  private async takeChallenge(answer: Answer, askedFor: string): Promise<string | null> {
    const challenge = findChallenge(answer);
    const kept = challenge === null ? undefined : ((await this.challenges.find(challenge)) as { askedFor?: string; consumed?: unknown } | undefined);
    if (challenge === null || kept?.askedFor !== askedFor || kept.consumed) return null;
    try {
      await this.challenges.consume(challenge);
      return challenge;
    } catch {
      // Of two simultaneous answers one is the first.
      return null;
    }
  }

  private get challenges() {
    return this.artifacts.createAdapter('Challenge');
  }
}
