/** The state of the server. */
export class Health {
  /**
   * `ok`; anything else is answered as a problem with status 503.
   * @example ok
   */
  status: 'ok';
}
