import type { HTTPRouteMatch, HTTPRouteRule } from '../../model/gateway-api.ts';
import { compareCreation } from '../../model/order.ts';
import type { FieldPlace } from '../../model/resource.ts';
import type { Precedence } from '../request.ts';
import { grpcPrecedence } from './grpc-matches.ts';
import { httpPrecedence } from './http-matches.ts';
import { compareRouteNames } from './routes.ts';
import type { CandidateRoute } from './world.ts';

/** A rule of an HTTPRoute but for its matches. One of a GRPCRoute has fewer fields, which mean the same here. */
export type Rule = Omit<HTTPRouteRule, 'matches'>;

/** A match that holds for a request, and so competes for it (GA-23). */
export interface Contender {
  readonly candidate: CandidateRoute;
  readonly rule: Rule;
  readonly ruleIndex: number;
  /** Index of the match; undefined for a rule without any. */
  readonly match?: number;
  /** The match of an HTTPRoute; one that asks for nothing for a rule without any. */
  readonly http?: HTTPRouteMatch;
  readonly precedence: readonly number[];
  readonly place: FieldPlace;
}

/** Why one contender comes before another. */
export interface Verdict {
  /** Negative if the first one comes first, never 0 for two different matches. */
  readonly order: number;
  readonly reason: string;
  readonly decidedBy: Precedence;
}

/** Orders two contenders: by hostname, by what the match asks for, by age, by name, by position (GA-21, GA-30, GA-31). */
export function compareContenders(a: Contender, b: Contender): Verdict {
  const [exactA, anyA] = a.candidate.rank;
  const [exactB, anyB] = b.candidate.rank;
  if (exactA !== exactB) return { order: exactB - exactA, reason: 'an exact hostname', decidedBy: 'hostname' };
  if (anyA !== anyB) return { order: anyB - anyA, reason: 'a longer hostname', decidedBy: 'hostname' };
  return compareMatches(a, b) ?? compareOrigins(a, b);
}

function compareMatches(a: Contender, b: Contender): Verdict | undefined {
  // Routes of both kinds compete only where nothing orders them but age and name.
  if (a.candidate.attached.kind !== b.candidate.attached.kind) return undefined;
  const reasons = a.candidate.attached.kind === 'GRPCRoute' ? grpcPrecedence : httpPrecedence;
  for (const [i, reason] of reasons.entries()) {
    const order = (b.precedence[i] ?? 0) - (a.precedence[i] ?? 0);
    if (order !== 0) return { order, reason, decidedBy: 'match' };
  }
  return undefined;
}

function compareOrigins(a: Contender, b: Contender): Verdict {
  const age = compareCreation(a.candidate.attached.route, b.candidate.attached.route);
  if (age !== 0) return { order: age, reason: 'the older route', decidedBy: 'age' };
  const name = compareRouteNames(a.candidate.attached, b.candidate.attached);
  if (name !== 0) return { order: name, reason: 'the first route by namespace/name', decidedBy: 'name' };
  const reason = 'the first one in the route';
  return { order: a.ruleIndex - b.ruleIndex || (a.match ?? 0) - (b.match ?? 0), reason, decidedBy: 'position' };
}
