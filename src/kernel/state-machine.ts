/** A state machine is one table of transitions. Its definition is checked: every state can be reached, and an action leads from a state to one state only. */
import { createInvalidTransitionFailure } from './failure.js';

export interface Transition<State extends string, Action extends string> {
  action: Action;
  from: readonly State[];
  to: State;
}

export interface StateMachine<State extends string, Action extends string> {
  readonly initial: State;
  readonly transitions: readonly Transition<State, Action>[];
  /** The actions that a state allows, in the order of the table. */
  allowed(state: State): Action[];
  /** The state after the action. Fails with the allowed actions where the state does not allow this one. */
  next(state: State, action: Action): State;
  /** The table as a Mermaid diagram, for the documentation. */
  diagram(): string;
  /** The table in words, for the description of the API: each action with its states before and after. */
  describe(): string;
}

const listUnreachableStates = <State extends string, Action extends string>(initial: State, transitions: readonly Transition<State, Action>[]): State[] => {
  const reached = new Set<State>([initial]);
  for (let grew = true; grew;) {
    const before = reached.size;
    for (const { from, to } of transitions) if (from.some((state) => reached.has(state))) reached.add(to);
    grew = reached.size > before;
  }
  return transitions.flatMap(({ from, to }) => [...from, to]).filter((state) => !reached.has(state));
};

export const createStateMachine = <State extends string, Action extends string>(
  what: string,
  initial: State,
  transitions: readonly Transition<State, Action>[],
): StateMachine<State, Action> => {
  const lost = listUnreachableStates(initial, transitions);
  if (lost.length > 0) throw new Error(`${what}: ${lost.join(', ')} cannot be reached.`);
  const table = new Map<string, State>();
  for (const { action, from, to } of transitions) {
    for (const state of from) {
      if (table.has(`${state} ${action}`)) throw new Error(`${what}: ${action} leads from ${state} to two states.`);
      table.set(`${state} ${action}`, to);
    }
  }
  const allowed = (state: State): Action[] => transitions.filter(({ from }) => from.includes(state)).map(({ action }) => action);
  return {
    initial,
    transitions,
    allowed,
    next: (state, action) => {
      const to = table.get(`${state} ${action}`);
      if (to === undefined) throw createInvalidTransitionFailure(`The ${what} is ${state}: it cannot ${action.replaceAll('-', ' ')}.`, allowed(state));
      return to;
    },
    diagram: () =>
      [
        'stateDiagram-v2',
        `  [*] --> ${initial}`,
        ...transitions.flatMap(({ action, from, to }) => from.map((state) => `  ${state} --> ${to}: ${action}`)),
      ].join('\n'),
    describe: () => transitions.map(({ action, from, to }) => `\`${action}\`: ${from.map((state) => `\`${state}\``).join(', ')} → \`${to}\``).join('; '),
  };
};
