/** The fields of an Istio Gateway as users write them. Nothing is certain: see `Field`. */

export interface Port {
  readonly number?: number;
  readonly protocol?: string;
  readonly name?: string;
  readonly targetPort?: number;
}

export interface TLSCertificate {
  readonly serverCertificate?: string;
  readonly privateKey?: string;
  readonly caCertificates?: string;
}

export interface ServerTLSSettings {
  readonly httpsRedirect?: boolean;
  readonly mode?: string;
  readonly serverCertificate?: string;
  readonly privateKey?: string;
  readonly caCertificates?: string;
  readonly caCrl?: string;
  readonly credentialName?: string;
  readonly credentialNames?: readonly string[];
  readonly tlsCertificates?: readonly TLSCertificate[];
  readonly minProtocolVersion?: string;
  readonly cipherSuites?: readonly string[];
}

export interface Server {
  readonly port?: Port;
  readonly bind?: string;
  readonly hosts?: readonly string[];
  readonly tls?: ServerTLSSettings;
}

export interface GatewaySpec {
  readonly selector?: Readonly<Record<string, string>>;
  readonly servers?: readonly Server[];
}
