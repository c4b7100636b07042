import type { DeployProblem } from '../deploy/index.ts';
import { groupBy } from '../model/group-by.ts';
import { namespacedName, type Place, type Resource } from '../model/resource.ts';
import type { RuleContext } from './rule.ts';

/** What a rule says about a problem of an overlay. */
type Help = (problem: DeployProblem) => string;

/** The check of a rule that presents problems of overlays: once for each mistake in a ConfigMap, however many Gateways use it. */
export function fromOverlayProblems(reason: DeployProblem['reason'], help: Help): (context: RuleContext) => void {
  return (context) => {
    const inConfigMaps = context.workloads.problems.filter(
      (problem) => problem.reason === reason && problem.place.resource.kind === 'ConfigMap',
    );
    const mistakes = groupBy(inConfigMaps, ({ message, part, place: { resource, path } }) =>
      JSON.stringify([namespacedName(resource.metadata), path, part, message]),
    );
    for (const problems of mistakes.values()) {
      const [problem] = problems;
      const report = problem.place.resource.origin.context ? reportOnGateways : reportOnOverlay;
      const gateways = problems.map(({ gateway }) => gateway);
      report(context, { problem, gateways, help: help(problem) });
    }
  };
}

interface Mistake {
  readonly problem: DeployProblem;
  /** Those that use the overlay. */
  readonly gateways: readonly DeployProblem['gateway'][];
  readonly help: string;
}

function reportOnOverlay({ report }: RuleContext, { problem, gateways, help }: Mistake): void {
  const { message, text = message, place } = problem;
  report({
    message: text,
    place,
    subject: text,
    related: gateways.map((gateway) => ({
      message: `Gateway "${namespacedName(gateway.metadata)}" uses it`,
      place: useOf(gateway, place.resource),
    })),
    help,
  });
}

/** LN-20: of mere context the Gateways are told. */
function reportOnGateways({ report }: RuleContext, { problem, gateways, help }: Mistake): void {
  const { message, place } = problem;
  for (const gateway of gateways) {
    report({
      message,
      place: useOf(gateway, place.resource),
      subject: message,
      related: [{ role: 'cause', message: 'the overlay', place }],
      help,
    });
  }
}

/** Where a Gateway asks for a ConfigMap: by its name, or by the class that it is for. */
function useOf(gateway: DeployProblem['gateway'], { metadata }: Resource): Place {
  const name = gateway.spec.infrastructure?.parametersRef?.name;
  const isNamed = name === metadata.name && gateway.metadata.namespace === metadata.namespace;
  const path = isNamed ? ['spec', 'infrastructure', 'parametersRef', 'name'] : ['spec', 'gatewayClassName'];
  return { resource: gateway, path };
}
