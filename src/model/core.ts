/** The fields of core Kubernetes objects, Istio registry objects and Secret producers that are read; all may be absent. */

export interface ServicePort {
  readonly name?: string;
  readonly port?: number;
  readonly protocol?: string;
  readonly appProtocol?: string;
  readonly targetPort?: number | string;
}

export interface ServiceSpec {
  readonly type?: string;
  readonly clusterIP?: string;
  readonly clusterIPs?: readonly string[];
  readonly externalName?: string;
  readonly externalIPs?: readonly string[];
  readonly ports?: readonly ServicePort[];
  readonly selector?: Readonly<Record<string, string>>;
}

/** Secrets have no spec: this is the whole object. `stringData` is merged into `data` by the API server. */
export interface SecretFields {
  readonly type?: string;
  /** Base64 text by key. */
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
}

/** ConfigMaps have no spec: this is the whole object. */
export interface ConfigMapFields {
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
}

/** cert-manager's Certificate: it writes the Secret `secretName`. */
export interface CertificateSpec {
  readonly secretName?: string;
}

/** external-secrets' ExternalSecret: it writes the Secret `target.name`, by default of its own name. */
export interface ExternalSecretSpec {
  readonly target?: { readonly name?: string };
}

/** sealed-secrets' SealedSecret: it writes the Secret of its template's name, by default of its own name. */
export interface SealedSecretSpec {
  readonly template?: { readonly metadata?: { readonly name?: string } };
}

/** Istio's ProxyConfig: settings of the proxies of a workload, a namespace or the mesh. */
export interface ProxyConfigSpec {
  readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly concurrency?: number;
  readonly environmentVariables?: Readonly<Record<string, string>>;
  readonly image?: { readonly imageType?: string };
}
