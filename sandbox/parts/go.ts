/**
 * Parts that are Go programs: each is built from the module in sandbox/go/NAME, which pins it, and lies in its folder under its own name.
 * Most of these modules hold no package of their own, so `go mod tidy` would empty them: a version is changed by hand, and
 * `go build -mod=mod PACKAGE` writes go.sum anew.
 */
import { join } from 'node:path';
import { cached, hashFiles, type StepLog } from '../cache.ts';
import { run } from '../process.ts';

interface GoTool {
  /** Name of each binary, and the package that it is built from. */
  readonly binaries: Readonly<Record<string, string>>;
  /** Variables that the publisher's own build sets at link time, in `go build -ldflags=-X` form. */
  readonly stamps?: readonly string[];
  /** Whether the program contains C or C++, so that a compiler is needed. */
  readonly cgo?: boolean;
  /** Flags of the external linker. */
  readonly extldflags?: readonly string[];
  /** Files and folders of a module to copy beside the binaries: the name there, and the path in the module. */
  readonly besides?: { readonly module: string; readonly copies: Readonly<Record<string, string>> };
}

const tools: Readonly<Record<string, GoTool>> = {
  packer: { binaries: { packer: 'github.com/hashicorp/packer' } },
  /** Packer's own evaluation of templates, for tests that compare the action's with it. */
  'packer-evaluate': { binaries: { 'packer-evaluate': '.' } },
  'plugin-amazon': { binaries: { 'packer-plugin-amazon': 'github.com/hashicorp/packer-plugin-amazon' } },
  nebula: {
    binaries: {
      nebula: 'github.com/slackhq/nebula/cmd/nebula',
      'nebula-cert': 'github.com/slackhq/nebula/cmd/nebula-cert',
    },
    stamps: ['main.Build=1.9.0'],
  },
  /** A later Nebula, whose nebula-cert prints and makes other certificates. */
  'nebula-newer': {
    binaries: {
      nebula: 'github.com/slackhq/nebula/cmd/nebula',
      'nebula-cert': 'github.com/slackhq/nebula/cmd/nebula-cert',
    },
    stamps: ['main.Build=1.11.1'],
  },
  actionlint: {
    binaries: { actionlint: 'github.com/rhysd/actionlint/cmd/actionlint' },
    stamps: ['github.com/rhysd/actionlint.version=1.7.9'],
  },
  act: { binaries: { act: 'github.com/nektos/act' } },
  ollama: {
    binaries: { ollama: 'github.com/ollama/ollama' },
    stamps: ['github.com/ollama/ollama/version.Version=0.6.8'],
    cgo: true,
  },
  liqoctl: {
    binaries: { liqoctl: 'github.com/liqotech/liqo/cmd/liqoctl' },
    stamps: ['github.com/liqotech/liqo/pkg/liqoctl/version.LiqoctlVersion=v1.2.0'],
    besides: {
      module: 'github.com/liqotech/liqo',
      copies: { LICENSE: 'LICENSE', chart: 'deployments/liqo' },
    },
  },
  /** What Liqo's containers run, for the tests that go further than its installation. */
  liqo: {
    binaries: Object.fromEntries(
      ['liqo-controller-manager', 'webhook', 'ipam', 'crd-replicator'].map((name) => [
        name,
        `github.com/liqotech/liqo/cmd/${name}`,
      ]),
    ),
  },
  'nvidia-container-toolkit': {
    binaries: Object.fromEntries(
      ['nvidia-ctk', 'nvidia-cdi-hook', 'nvidia-container-runtime', 'nvidia-container-runtime-hook'].map(
        (name) => [name, `github.com/NVIDIA/nvidia-container-toolkit/cmd/${name}`],
      ),
    ),
    stamps: ['github.com/NVIDIA/nvidia-container-toolkit/internal/info.version=1.18.0'],
    cgo: true,
    // The driver's library is loaded when the program runs.
    extldflags: ['-Wl,--export-dynamic', '-Wl,--unresolved-symbols=ignore-in-object-files', '-Wl,-z,lazy'],
    besides: {
      module: 'github.com/NVIDIA/nvidia-container-toolkit',
      copies: { debian: 'packaging/debian', systemd: 'deployments/systemd' },
    },
  },
  /** Stands in for k3s, whose module cannot be had; its containerd and its kubectl are upstream's. */
  k3s: {
    binaries: { k3s: '.' },
    stamps: [
      'github.com/containerd/containerd/version.Version=v1.7.22-k3s1',
      'k8s.io/component-base/version.gitVersion=v1.31.2+k3s1',
    ],
  },
  /** The real API server, which the stand-in for k3s starts where these lie beside it; big, and built only where they are asked for. */
  kubernetes: {
    binaries: {
      'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
      'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
      'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
    },
    stamps: ['k8s.io/component-base/version.gitVersion=v1.31.2+k3s1'],
  },
  /** Its datastore, k3s's own. */
  kine: { binaries: { kine: 'github.com/k3s-io/kine' }, cgo: true },
  /** A kubelet that says of every pod that it runs. */
  kwok: { binaries: { kwok: 'sigs.k8s.io/kwok/cmd/kwok' } },
};

const modules = join(import.meta.dirname, '..', 'go');

async function buildTool(name: string, tool: GoTool, log: StepLog): Promise<string> {
  const folder = join(modules, name);
  const env = { ...process.env, CGO_ENABLED: tool.cgo ? '1' : '0' };
  const ldflags = [
    '-s -w',
    ...(tool.stamps ?? []).map((stamp) => `-X ${stamp}`),
    ...(tool.extldflags ? [`'-extldflags=${tool.extldflags.join(' ')}'`] : []),
  ].join(' ');
  const inputs = {
    module: await hashFiles(folder),
    binaries: tool.binaries,
    ldflags,
    besides: tool.besides ?? null,
    go: await readGoVersion(),
    compiler: tool.cgo ? await run('gcc', ['-dumpfullversion', '-dumpmachine']) : null,
  };
  return cached(
    name,
    inputs,
    async (dir) => {
      for (const [binary, source] of Object.entries(tool.binaries)) {
        const output = join(dir, binary);
        const flags = ['-mod=readonly', '-trimpath', `-ldflags=${ldflags}`];
        await run('go', ['build', ...flags, '-o', output, source], { cwd: folder, env });
      }
      if (tool.besides) await copyBesides(tool.besides, folder, dir);
    },
    log,
  );
}

async function copyBesides(
  { module, copies }: NonNullable<GoTool['besides']>,
  folder: string,
  dir: string,
): Promise<void> {
  const list = ['list', '-mod=readonly', '-m', '-f', '{{.Dir}}', module];
  const source = (await run('go', list, { cwd: folder })).trim();
  for (const [name, from] of Object.entries(copies)) {
    // The module cache is read-only, which a copy must not be.
    const args = ['--recursive', '--no-preserve=mode', join(source, from), join(dir, name)];
    await run('cp', args);
  }
}

let version: Promise<string> | undefined;

/** Returns the output of `go version`, which is run once. */
function readGoVersion(): Promise<string> {
  version ??= run('go', ['version']).catch((error: unknown) => {
    throw new Error(`the sandbox builds its parts with Go, which does not run: ${String(error)}`);
  });
  return version;
}

export const goParts: Readonly<Record<string, (log: StepLog) => Promise<string>>> = Object.fromEntries(
  Object.entries(tools).map(([name, tool]) => [name, (log: StepLog) => buildTool(name, tool, log)]),
);
