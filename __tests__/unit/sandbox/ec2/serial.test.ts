/** moto, asked by many at once, answers one at a time. */
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { run } from '../../../../sandbox/process.ts';
import { root } from '../../../e2e/step.ts';

/** Threads that change places as often as they can, in an application that looks for another one in itself. */
const program = `
import sys, threading
from serial import one_at_a_time

sys.setswitchinterval(1e-6)
inside, met, closed = [], [], []

class Answer(list):
    def close(self):
        closed.append(1)

def application(environ, start_response):
    inside.append(1)
    met.append(max(len(inside) for _ in range(2000)))
    inside.pop()
    return Answer([b"done"])

serve = one_at_a_time(application)
answers = []
def client():
    for _ in range(50):
        answers.append(serve({}, None))

threads = [threading.Thread(target=client) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(max(met), len(closed), answers.count([b"done"]))
`;

test('moto serves one request at a time, as what EC2 does in one step must not come apart', async () => {
  const env = { ...process.env, PYTHONPATH: join(root, 'sandbox/ec2/moto'), PYTHONDONTWRITEBYTECODE: '1' };
  expect(await run('python3', ['-c', program], { env })).toBe('1 400 400\n');
});
