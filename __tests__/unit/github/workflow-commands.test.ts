/** Workflow commands, and foreign text that resembles them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { escapeWorkflowCommands } from '../../../src/github/workflow-commands.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { memoryWorkflow } from '../../helpers/log.ts';

describe('the workflow protocol', () => {
  test('a workflow command escapes what would end it', () => {
    const runner = memoryWorkflow();
    runner.annotate('error', 'a\nb\r%0A', { file: 'a,b:c.hcl', line: 3 }, 'T');
    expect(runner.text()).toBe('::error title=T,file=a%2Cb%3Ac.hcl,line=3::a%0Ab%0D%250A\n');
  });

  test('a value of several lines is masked line by line', () => {
    const runner = memoryWorkflow();
    runner.mask('one\r\n\ntwo\n');
    expect(runner.text()).toBe('::add-mask::one\n::add-mask::two\n');
  });

  test('a printed line is never a workflow command', () => {
    const runner = memoryWorkflow();
    const forged = [
      '::set-output name=a::b',
      ' \t::error::x',
      'text ##[set-output name=a;]b',
      '\u0085::stop-commands::x',
      'a\r::error::y',
    ];
    for (const line of forged) runner.print(line);
    expect(runner.text()).not.toContain('##[');
    for (const line of runner.text().split(/[\r\n]/))
      expect(line.replace(/^[\s\u0085]*/, '').startsWith('::')).toBe(false);
    expect(escapeWorkflowCommands('a :: b, c::d')).toBe('a :: b, c::d');
  });

  test('own commands still work while commands are stopped', () => {
    const runner = memoryWorkflow();
    runner.stopCommands();
    runner.print('foreign');
    runner.annotate('warning', 'ours');
    runner.print('foreign again');
    runner.resumeCommands();
    const lines = runner.text().trim().split('\n');
    const [stop, , resume, ours, stopAgain, , end] = lines;
    const token = /^::stop-commands::(stop-[0-9a-f]{32})$/.exec(stop ?? '')?.[1];
    expect(resume).toBe(`::${token}::`);
    expect(ours).toBe('::warning::ours');
    const second = /^::stop-commands::(stop-[0-9a-f]{32})$/.exec(stopAgain ?? '')?.[1];
    expect(second).not.toBe(token);
    expect(end).toBe(`::${second}::`);
  });

  test('outputs and state are written to their files in full', () => {
    const folder = temporaryFolder({ output: '', state: '' });
    const runner = memoryWorkflow({
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STATE: join(folder, 'state'),
    });
    runner.setOutput('a', 'one\ntwo');
    runner.saveState('s', '{}');
    expect(readFileSync(join(folder, 'output'), 'utf8')).toMatch(
      /^a<<(ghadelimiter_[0-9a-f-]{36})\none\ntwo\n\1\n$/,
    );
    expect(readFileSync(join(folder, 'state'), 'utf8')).toMatch(
      /^s<<(ghadelimiter_[0-9a-f-]{36})\n\{\}\n\1\n$/,
    );
    expect(runner.text()).toBe('');
  });

  test('without a runner everything is plain text, and no state is saved', () => {
    const runner = memoryWorkflow({});
    runner.startGroup('title');
    runner.stopCommands();
    runner.print('##[x] ::y::');
    runner.resumeCommands();
    runner.endGroup();
    runner.annotate('error', 'bad', { file: 'a.hcl', line: 2 });
    runner.annotate('notice', 'good');
    runner.setOutput('ami-id', 'ami-1');
    runner.saveState('s', 'x');
    runner.mask('secret');
    runner.debug('quiet');
    expect(runner.text()).toBe('== title\n##[x] ::y::\nerror: a.hcl:2: bad\ngood\nami-id: ami-1\n');
  });
});
