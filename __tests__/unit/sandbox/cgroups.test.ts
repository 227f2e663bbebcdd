/** The host's control groups, version 1 and 2. */
import { expect, test } from '@jest/globals';
import { findOwnGroups } from '../../../sandbox/cgroups.ts';

test('with both versions mounted, every hierarchy has its own group', () => {
  const mountinfo = `
24 1 0:22 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755
25 24 0:23 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
26 24 0:24 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
27 24 0:25 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd
28 24 0:26 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw`;
  const cgroup = '3:name=systemd:/\n2:memory:/limited/here\n1:cpu,cpuacct:/\n0::/\n';
  expect(findOwnGroups(mountinfo, cgroup)).toEqual([
    '/sys/fs/cgroup/cpu,cpuacct',
    '/sys/fs/cgroup/memory/limited/here',
    '/sys/fs/cgroup/systemd',
    '/sys/fs/cgroup/unified',
  ]);
});

test('with version 2 alone, as on a runner, there is one group', () => {
  const mountinfo = '30 24 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate';
  expect(findOwnGroups(mountinfo, '0::/system.slice/runner.service\n')).toEqual([
    '/sys/fs/cgroup/system.slice/runner.service',
  ]);
});

test('a mount that shows only a part of the hierarchy, as in a container, has the group below that part', () => {
  const mountinfo = '30 24 0:26 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup rw';
  expect(findOwnGroups(mountinfo, '0::/docker/abc/inner\n')).toEqual(['/sys/fs/cgroup/inner']);
});
