/**
 * The one script of the pages: asks the browser for a passkey, or to make one, and sends the answer with the form. It is served from an address of its own, which the
 * policy of the page names; what it needs to know stands in the form.
 */
import { createHash } from 'node:crypto';

export const passkeyScript = `'use strict';
(() => {
  const form = document.querySelector('form[data-passkey]');
  const bytesOf = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0));
  const textOf = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/[+]/g, '-').replace(/[/]/g, '_').replace(/=/g, '');
  const show = (name) => {
    for (const notice of form.querySelectorAll('[data-notice]')) notice.hidden = notice.dataset.notice !== name;
  };
  if (!window.PublicKeyCredential) return show('unsupported');

  const options = JSON.parse(form.dataset.options);
  const withBytes = (descriptors) => (descriptors || []).map((descriptor) => ({ ...descriptor, id: bytesOf(descriptor.id) }));
  const asked = form.dataset.passkey === 'create'
    ? { ...options, challenge: bytesOf(options.challenge), user: { ...options.user, id: bytesOf(options.user.id) }, excludeCredentials: withBytes(options.excludeCredentials) }
    : { ...options, challenge: bytesOf(options.challenge), allowCredentials: withBytes(options.allowCredentials) };

  const answerOf = ({ id, rawId, type, response, authenticatorAttachment }, clientExtensionResults) => ({
    id,
    rawId: textOf(rawId),
    type,
    ...(authenticatorAttachment && { authenticatorAttachment }),
    clientExtensionResults,
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      ...(response.attestationObject && {
        attestationObject: textOf(response.attestationObject),
        transports: response.getTransports ? response.getTransports() : [],
      }),
      ...(response.signature && {
        authenticatorData: textOf(response.authenticatorData),
        signature: textOf(response.signature),
        ...(response.userHandle && { userHandle: textOf(response.userHandle) }),
      }),
    },
  });

  let underWay = false;
  const ask = async () => {
    if (underWay) return;
    underWay = true;
    show('');
    try {
      const credential = form.dataset.passkey === 'create'
        ? await navigator.credentials.create({ publicKey: asked })
        : await navigator.credentials.get({ publicKey: asked });
      form.elements.answer.value = JSON.stringify(answerOf(credential, credential.getClientExtensionResults()));
      HTMLFormElement.prototype.submit.call(form);
    } catch (error) {
      show(error.name === 'InvalidStateError' ? 'there' : 'failed');
      underWay = false;
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void ask();
  });
  if (form.dataset.atOnce === 'yes') void ask();
})();
`;

export const passkeyScriptPath = '/oauth/passkeys.js';

/** The entity tag of the script. It changes with the script. */
export const passkeyScriptTag = `"${createHash('sha256').update(passkeyScript).digest('base64url').slice(0, 22)}"`;
