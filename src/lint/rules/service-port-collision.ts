import type { Rule, RuleContext } from '../rule.ts';

export const servicePortCollision: Rule = {
  code: 'GWX1103',
  name: 'service-port-collision',
  severity: 'error',
  description: 'the Service of a Gateway gets a port twice, or a listener loses its protocol there',
  rationale:
    'istiod makes one port of the Service for each port number of the listeners, besides the status port 15021. The first listener of a number gives the name and the protocol. A Service with one port twice is refused by the API server.',
  remedy: 'give listeners of different protocols ports of their own, and none 15021',
  examples: {
    bad: 'listeners: [{name: http, port: 15021, protocol: HTTP}]',
    good: 'listeners: [{name: http, port: 80, protocol: HTTP}]',
  },
  check(context) {
    reportTwice(context);
    for (const issue of context.workloads.issues) {
      if (issue.reason !== 'port-skipped') continue;
      context.report({
        severity: 'warning',
        message: issue.message,
        place: issue.place,
        issue,
        ...(issue.related && { related: issue.related }),
        help: 'give the listeners ports of their own, or put the one first whose protocol counts; what reads the Service takes the port for that of the first',
      });
    }
  },
};

/** LN-20: of a ListenerSet that is mere context the Gateway is told. */
function reportTwice({ workloads, report }: RuleContext): void {
  for (const { reason, place, gateway, message, help } of workloads.problems) {
    if (reason !== 'service-port-collision') continue;
    const isContext = place.resource.origin.context;
    report({
      message,
      place: isContext ? { resource: gateway, path: ['metadata', 'name'] } : place,
      ...(isContext && { subject: message, related: [{ role: 'cause', message: 'the listener', place }] }),
      ...(help !== undefined && { help: `${help}; the API server refuses the Service` }),
    });
  }
}
