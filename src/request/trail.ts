import type { FieldPlace } from '../model/resource.ts';
import type { Evaluation, RunnerUp, Step } from './request.ts';

/** An evaluation without the way there. */
export type Decision = Omit<Evaluation, 'steps' | 'runnersUp' | 'notes'>;

/** What is recorded on the way to an answer (RQ-1). */
export interface Trail {
  /** A decision, with the rule that takes it. */
  step(rule: string, text: string, place?: FieldPlace): void;
  /** An open point or assumption that the answer rests on; said once. */
  note(text: string): void;
  runnerUp(runnerUp: RunnerUp): void;
  recorded(): Pick<Evaluation, 'steps' | 'runnersUp' | 'notes'>;
}

/** An empty trail. */
export function createTrail(): Trail {
  const steps: Step[] = [];
  const runnersUp: RunnerUp[] = [];
  const notes = new Set<string>();
  return {
    step(rule, text, place) {
      steps.push({ rule, text, ...(place && { place }) });
    },
    note: (text) => notes.add(text),
    runnerUp: (runnerUp) => runnersUp.push(runnerUp),
    recorded: () => ({ steps, runnersUp, notes: [...notes] }),
  };
}
