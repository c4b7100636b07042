import { type DeployedGateway, type DeployedObject, type DeployProblem, deployGateways } from '../deploy/index.ts';
import { isObject, objectsIn } from '../model/json.ts';
import type { Conversion } from './conversion.ts';
import { reportIssues } from './conversion-report.ts';
import type { DeploymentFlags } from './deployment-flags.ts';
import { type RequestedDeployment, requestedDeployment } from './deployment-options.ts';
import type { ExitCode } from './exit-code.ts';
import type { DeploymentInclusion } from './inclusions.ts';
import type { InputFlags } from './input-flags.ts';
import type { Io } from './io.ts';
import { locateAll } from './locate.ts';
import type { OutputFlags } from './output-flags.ts';
import { problemPlace } from './problem-place.ts';
import { refusedObjects } from './refused-objects.ts';

/** What is printed of the workloads, and the exit code that follows. */
export interface Deployment {
  readonly objects: readonly DeployedObject[];
  readonly code: ExitCode;
}

/**
 * Reads the files that the flags name, and gives what prints the workloads of a conversion. Throws UsageError.
 * What istiod or the API server has against a workload is reported, and nothing of it is printed.
 */
export async function prepareDeployment(
  flags: InputFlags & DeploymentFlags & OutputFlags<string>,
  include: readonly DeploymentInclusion[],
  io: Io,
): Promise<(conversion: Conversion) => Promise<Deployment>> {
  const requested = await requestedDeployment(flags, io);
  return (conversion) => deploy(conversion, flags, include, requested);
}

async function deploy(
  conversion: Conversion,
  flags: InputFlags & OutputFlags<string>,
  include: readonly DeploymentInclusion[],
  { options, developmentHub }: RequestedDeployment,
): Promise<Deployment> {
  const { result, locator, messages } = conversion;
  messages.step('deploying');
  const { gateways, issues } = deployGateways(result, options);
  reportIssues(issues, conversion);
  const asked = gateways.map((gateway) => ({ ...gateway, objects: gateway.objects.filter(isAsked(include)) }));
  const refused = flags.validate === 'ignore' ? [] : await refusedObjects(asked);
  const problems = [...gateways.flatMap((gateway) => gateway.problems), ...refused];
  const isError = ({ refusedBy }: DeployProblem) => refusedBy === 'istiod' || flags.validate === 'strict';
  messages.report(
    locateAll(
      problems.map((problem) => {
        const { message, help } = problem;
        const severity = isError(problem) ? 'error' : 'warning';
        return { severity, message, place: problemPlace(problem), ...(help !== undefined && { help }) };
      }),
      locator,
    ),
  );
  const errors = problems.filter(isError);
  const stopped = new Set(errors.filter(({ refusedBy }) => refusedBy === 'api-server').map(({ gateway }) => gateway));
  const objects = asked.flatMap((one) => (stopped.has(one.gateway) ? [] : one.objects));
  if (developmentHub !== undefined && (errors.length === 0 || flags.keepGoing))
    noteImage(objects, developmentHub, conversion);
  if (!result.settings.EnableGatewayAPIDeploymentController) {
    messages.note('istiod deploys nothing: it runs with PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER=false');
  }
  return { objects, code: errors.length > 0 ? 1 : 0 };
}

function isAsked(include: readonly DeploymentInclusion[]): (object: DeployedGateway['objects'][number]) => boolean {
  const onlyService = !include.includes('deployment');
  return ({ part }) => !onlyService || part === 'service' || part === 'serviceAccount';
}

/** The image of a development version is nobody's: the one default that a user should not take over. */
function noteImage(objects: readonly DeployedObject[], hub: string, { messages }: Conversion): void {
  const images = objects.flatMap(({ part, object }) => (part === 'deployment' ? imagesOf(object) : []));
  const image = images.find((one) => one.startsWith(`${hub}/`));
  if (image === undefined) return;
  messages.note(`image ${image} is a default of Istio's development; name yours with --hub and --tag, or --values`);
}

function imagesOf({ spec }: DeployedObject['object']): readonly string[] {
  const template = isObject(spec) ? spec['template'] : undefined;
  return objectsIn(isObject(template) ? template['spec'] : undefined, 'containers').map(({ image }) => String(image));
}
