/** Reports, and what is made of them: outputs and summary. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createOutputs, maxOutputs } from '../../../src/report/outputs.ts';
import type { AmiReport, Report } from '../../../src/report/report.ts';
import { maxSummary, renderSummary } from '../../../src/report/summary.ts';
import { writeReport } from '../../../src/report/write.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { memoryWorkflow } from '../../helpers/log.ts';

function ami(more: Partial<AmiReport> = {}): AmiReport {
  return {
    ami: 'base',
    result: 'built',
    id: 'ami-0a',
    name: 'catalyst-base-0123456789ab',
    region: 'us-east-1',
    regions: { 'us-east-1': 'ami-0a' },
    fingerprint: '01'.repeat(32),
    sourceAmi: 'ami-source',
    baseAmi: null,
    versions: { nebula: '1.9.0' },
    why: ['there is none yet'],
    notes: [],
    fingerprintInputs: [],
    startedAt: '2026-01-01T00:00:00.000Z',
    durationSeconds: 192,
    log: '/tmp/base.log',
    cause: null,
    ...more,
  };
}
const failed = ami({
  ami: 'gpu-worker',
  result: 'failed',
  id: null,
  regions: {},
  cause: 'a | b\n```\n::x::',
});

function report(amis: readonly AmiReport[], more: Partial<Report> = {}): Report {
  return {
    schema: 1,
    mode: 'build',
    lock: { version: 1, variables: {}, artifacts: {}, images: {}, agent: null },
    region: 'us-east-1',
    account: '123456789012',
    templates: '/t',
    packerVersion: '1.16.0',
    pluginVersion: '1.8.2',
    startedAt: '2026-01-01T00:00:00.000Z',
    durationSeconds: 200,
    amis,
    ...more,
  };
}

test('outputs name the AMIs that are available, and no others', () => {
  const outputs = createOutputs(report([ami(), failed]), '/r.json');
  expect(outputs).not.toHaveProperty('ami-id');
  expect(JSON.parse(outputs['ami-ids'] ?? '')).toEqual({ base: 'ami-0a' });
  expect(Object.keys(JSON.parse(outputs['images'] ?? ''))).toEqual(['base']);
  expect(JSON.parse(outputs['images'] ?? '')['base']).toMatchObject({
    id: 'ami-0a',
    versions: { nebula: '1.9.0' },
  });
  expect(outputs['report']).toBe('/r.json');
});

test('the output ami-id is set only if one AMI was requested and is available', () => {
  expect(createOutputs(report([ami()]), '')['ami-id']).toBe('ami-0a');
  expect(createOutputs(report([failed]), '')).not.toHaveProperty('ami-id');
  expect(createOutputs(report([]), '')).not.toHaveProperty('ami-id');
});

test('the outputs of a plan say what has to be built, and whether anything has', () => {
  const planned = ami({ ami: 'web', result: 'planned', id: null, why: ['a', 'b'] });
  const pending = ami({ ami: 'db', result: 'pending', id: null });
  const reused = ami({ result: 'reused' });
  const plan = (amis: readonly AmiReport[]) => report(amis, { mode: 'plan' });
  const outputs = createOutputs(plan([planned, pending, reused]), '');
  expect(outputs['build']).toBe('true');
  const { include } = JSON.parse(outputs['matrix'] ?? '') as { include: { ami: string; why: string }[] };
  expect(include.map((item) => [item.ami, item.why])).toEqual([
    ['web', 'a, b'],
    ['db', 'there is none yet'],
  ]);
  expect(JSON.parse(outputs['reused'] ?? '')).toEqual({ base: 'ami-0a' });
  const summary = renderSummary(plan([planned, pending, reused]));
  expect(summary).toContain('### AMIs in us-east-1: 1 exist, 2 to build\n');
  expect(summary).toMatch(/\*\*web\*\* \| 🔨 to build \|.*\| a; b \|/);
  expect(createOutputs(plan([reused]), '')).toMatchObject({ build: 'false', 'ami-id': 'ami-0a' });
});

test('a plan without AWS credentials calls every AMI unknown, and none to be built', () => {
  const planned = ['web', 'db'].map((name) => ami({ ami: name, result: 'planned', id: null }));
  const plan = report(planned, { mode: 'plan', account: null });
  expect(createOutputs(plan, '')['build']).toBe('unknown');
  const summary = renderSummary(plan);
  expect(summary).toContain('### AMIs in us-east-1: 2 unknown (no AWS credentials)\n');
  expect(summary.match(/\| ❔ unknown \|/g)).toHaveLength(2);
  expect(summary).not.toContain('to build');
});

test('only a plan has the outputs build and matrix', () => {
  for (const amis of [[ami()], [ami(), failed]]) {
    const outputs = createOutputs(report(amis), '');
    expect(outputs).not.toHaveProperty('build');
    expect(outputs).not.toHaveProperty('matrix');
  }
});

test('outputs that exceed what a job can keep are refused', () => {
  const many = Array.from({ length: 9000 }, (_, index) => ami({ ami: `ami-number-${index}` }));
  expect(() => createOutputs(report(many), '')).toThrow(/9000 AMIs .* 1 MB .* input ami/);
});

test('the output images is shortened to GitHub’s limit', () => {
  const many = Array.from({ length: 3000 }, (_, index) =>
    ami({ ami: `ami${index}`, why: ['x'.repeat(300)] }),
  );
  const { images = '' } = createOutputs(report(many), '');
  expect(2 * images.length).toBeLessThanOrEqual(maxOutputs);
  expect(JSON.parse(images)['ami7']).toEqual({
    id: 'ami-0a',
    region: 'us-east-1',
    fingerprint: '01'.repeat(32),
  });
});

test('the summary stays a table, whatever the values contain', () => {
  const text = renderSummary(report([ami({ why: ['a|b', 'c\nd <script>'] }), failed]));
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  expect(rows).toHaveLength(4);
  const cells = rows.map((row) => row.replaceAll('\\|', '').split('|').length);
  expect(new Set(cells).size).toBe(1);
  expect(text).toContain('1 of 2 available, 3m20s');
  expect(text).not.toContain('<script>');
  // The fence is longer than any in the cause.
  expect(text).toContain('````text\na | b\n```\n::x::\n````');
});

test('the summary stays within GitHub’s limit', () => {
  const many = Array.from({ length: 500 }, () =>
    ami({ result: 'failed', id: null, cause: 'é'.repeat(4000) }),
  );
  const text = renderSummary(report(many));
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxSummary);
  expect(text.endsWith('the rest is in the JSON report.\n')).toBe(true);
});

test('writing a report writes its file, annotates failures, and sets outputs and summary', async () => {
  const folder = temporaryFolder({ output: '', summary: '' });
  const env = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') };
  const workflow = memoryWorkflow({ GITHUB_ACTIONS: 'true', ...env });
  process.env['GITHUB_STEP_SUMMARY'] = env.GITHUB_STEP_SUMMARY; // read by core when the summary is written
  const whole = report([ami(), failed]);
  await writeReport(whole, { workflow, folder: join(folder, 'out') });
  expect(JSON.parse(readFileSync(join(folder, 'out', 'report.json'), 'utf8'))).toEqual(whole);
  expect(readFileSync(join(folder, 'output'), 'utf8')).toContain(join(folder, 'out', 'report.json'));
  expect(readFileSync(join(folder, 'summary'), 'utf8')).toContain('| **base** |');
  expect(workflow.text()).toContain('::error title=No AMI for gpu-worker::gpu-worker: a | b%0A');
  expect(workflow.text()).toContain('base: ami-0a (built, catalyst-base-0123456789ab)\n');
});
