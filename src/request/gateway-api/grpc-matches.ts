import type { GRPCMethodMatch, GRPCRouteMatch } from '../../model/gateway-api.ts';
import { headerFailure, headerMatches, type MatchScope, type MatchVerdict, textFailure } from './matches.ts';

/** What each number of the precedence of a gRPC match stands for (GA-31). */
export const grpcPrecedence = ['a longer service', 'a longer method', 'more header matches'] as const;

/** Judges a match of a GRPCRoute; one without `method` takes every call (GA-29). */
export function judgeGRPCMatch({ method = {}, headers }: GRPCRouteMatch, scope: MatchScope): MatchVerdict {
  const asked = headerMatches(headers);
  const failed = methodFailure(method, scope) ?? headerFailure(asked, scope);
  if (failed !== undefined) return { failed };
  const { request } = scope.message;
  if (!request.grpc) {
    scope.trail.note('the request is not gRPC; whether a GRPCRoute may take it the Gateway API does not say');
  }
  return { precedence: [method.service?.length ?? 0, method.method?.length ?? 0, asked.length] };
}

function methodFailure({ type, service, method }: GRPCMethodMatch, scope: MatchScope): string | undefined {
  if (!service && !method) return undefined;
  const { path } = scope.message;
  const [, calledService, calledMethod] = /^\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  if (calledService === undefined || calledMethod === undefined) return `path "${path}" is not "/service/method"`;
  const of = (value: string) => ({ ...(type !== undefined && { type }), value });
  return (
    (service ? textFailure(of(service), calledService, 'service', scope) : undefined) ??
    (method ? textFailure(of(method), calledMethod, 'method', scope) : undefined)
  );
}
