/** The sandbox's moto: refusals as EC2's, and what it shows late. No machines. */
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { part } from '../../../sandbox/parts/index.ts';
import { run } from '../../../sandbox/process.ts';
import { root } from '../../e2e/step.ts';

let python = '';
beforeAll(async () => {
  python = join(await part('moto', { info: () => {} }), 'bin', 'python');
}, 600_000);

const setUp = `
import os, time
os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"
import late, quirks
quirks.install()
late.install()
import account
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ec2.models import ec2_backends
account.add_source_images(["us-east-1"], "x")
ec2 = ec2_backends[DEFAULT_ACCOUNT_ID]["us-east-1"]
source = next(iter(ec2.amis))
group = ec2.create_security_group("g", "g", vpc_id=ec2.default_vpc.id)

def launch():
    return ec2.run_instances(source, 1, b"", [], security_group_ids=[group.id], instance_type="t3.micro", is_instance_type_default=False, tags={"instance": {"a": "b"}}).instances[0].id

def image(instance):
    return ec2.create_image(instance, "name", "", [{"ResourceType": "image", "Tags": [{"Key": "a", "Value": "b"}]}])

def refusal(action, *args):
    try:
        action(*args)
        return "done"
    except Exception as error:
        return getattr(error, "code", None) or error.error_type

def tagged():
    return [each.id for each in ec2.describe_images(filters={"tag:a": ["b"]})]
`;

/** What a program prints after the account has been set up. */
async function printed(program: string): Promise<string> {
  const env = { ...process.env, PYTHONPATH: join(root, 'sandbox/ec2/moto'), PYTHONDONTWRITEBYTECODE: '1' };
  return (await run(python, ['-c', setUp + program], { env })).trim();
}

test('what belongs to another account or is in use cannot be removed', async () => {
  const said = await printed(`
machine = launch()
print(refusal(ec2.deregister_image, source), source in ec2.amis)
print(refusal(ec2.delete_snapshot, ec2.amis[source].ebs_snapshot.id))
print(refusal(ec2.delete_security_group, None, group.id))
ec2.terminate_instances([machine])
print(refusal(ec2.delete_security_group, None, group.id))
`);
  expect(said.split('\n')).toEqual(['AuthFailure True', 'AuthFailure', 'DependencyViolation', 'done']);
});

test('tags, lists and images are late where that is asked for', async () => {
  const said = await printed(`
machine = launch()
late.set_delays({"images": 1})
made = image(machine)
print(made.state, tagged() == [made.id])
time.sleep(1)
print(ec2.describe_images([made.id])[0].state)
late.set_delays({"tags": 1, "lists": 1})
ec2.create_tags([source], {"a": "b"})
other = launch()
listed = lambda: [i.id for r in ec2.all_reservations({"instance-state-name": ["running"]}) for i in r.instances]
print(source in tagged(), other in listed(), ec2.get_instance(other).id == other)
time.sleep(1)
print(source in tagged(), other in listed())
late.set_delays({})
print(launch() in listed())
`);
  expect(said.split('\n')).toEqual(['pending True', 'available', 'False False True', 'True True', 'True']);
});

test('tags that come with a resource are there at once, and policies see those that show late', async () => {
  const said = await printed(`
late.set_delays({"tags": 1})
machine = launch()
made = image(machine)
ec2.create_tags([made.id], {"a": "c", "d": "e"})
known = lambda: next(each["tags"] for each in account.resources() if each["id"] == made.id)
print({tag["key"]: tag["value"] for tag in made.get_tags()}, known())
time.sleep(1)
print({tag["key"]: tag["value"] for tag in made.get_tags()}, known())
print([tag["key"] for tag in ec2.get_instance(machine).get_tags()])
late.set_delays({"tags": 600})
ec2.create_tags([machine], {"f": "g"})
shown = lambda: [tag["key"] for tag in ec2.get_instance(machine).get_tags()]
before = shown()
late.set_delays({})
print(before, shown())
`);
  const [now, then] = ["{'a': 'b'}", "{'a': 'c', 'd': 'e'}"];
  expect(said.split('\n')).toEqual([`${now} ${then}`, `${then} ${then}`, "['a']", "['a'] ['a', 'f']"]);
});

test('an image names no snapshots while it is pending, which are found by what EC2 calls them', async () => {
  const said = await printed(`
machine = launch()
late.set_delays({"images": 1})
made = image(machine)
print(made.block_device_mappings)
called = lambda text: [s.id for s in ec2.describe_snapshots(filters={"description": [text]})]
print(called(f"Created by CreateImage(*) for {made.id}*") == [made.ebs_snapshot.id], called("Created by CreateImage(*) for ami-0*"))
time.sleep(1)
ec2.describe_images([made.id])
print(len(made.block_device_mappings))
`);
  expect(said.split('\n')).toEqual(['[]', 'True []', '1']);
});

test('a snapshot that is mapped into an image is one of its devices, and cannot be removed while it is', async () => {
  const said = await printed(`
from urllib.parse import urlencode
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.test import Client
client = Client(DomainDispatcherApplication(create_backend_app))
signed = {"Authorization": "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0"}
def ask(**parameters):
    return client.post("/", data=urlencode({"Version": "2016-11-15", **parameters}), headers=signed, content_type="application/x-www-form-urlencoded").text
mapped = ec2.create_snapshot(ec2.create_volume(size=1, zone_name="us-east-1a").id, "mine")
device = {"BlockDeviceMapping.1.DeviceName": "/dev/sdf", "BlockDeviceMapping.1.Ebs.SnapshotId": mapped.id}
machine = launch()
print("InvalidSnapshot.NotFound" in ask(Action="CreateImage", InstanceId=machine, Name="n", **(device | {"BlockDeviceMapping.1.Ebs.SnapshotId": "snap-01234567"})))
ask(Action="CreateImage", InstanceId=machine, Name="n", **device)
made = next(image for image in ec2.amis.values() if image.name == "n")
print(mapped.id in ask(Action="DescribeImages", **{"ImageId.1": made.id}))
print(refusal(ec2.delete_snapshot, mapped.id))
ec2.deregister_image(made.id)
print(refusal(ec2.delete_snapshot, mapped.id))
`);
  expect(said.split('\n')).toEqual(['True', 'True', 'InvalidSnapshot.InUse', 'done']);
});

test('a deregistered image is listed as such for as long as is asked for, and its name is free', async () => {
  const said = await printed(`
machine = launch()
late.set_delays({"deregistrations": 1})
made = image(machine)
ec2.deregister_image(made.id)
print([each.state for each in ec2.describe_images(filters={"tag:a": ["b"]})], refusal(ec2.deregister_image, made.id))
print(image(machine).state)
time.sleep(1)
print([each.state for each in ec2.describe_images(filters={"tag:a": ["b"]})])
`);
  expect(said.split('\n')).toEqual([
    "['deregistered'] InvalidAMIID.Unavailable",
    'available',
    "['available']",
  ]);
});

test('an instance shuts down for as long as is asked for, and holds its group meanwhile', async () => {
  const said = await printed(`
machine = launch()
late.set_delays({"terminations": 1})
ec2.terminate_instances([machine])
listed = lambda: [i.state for r in ec2.all_reservations({"instance-state-name": ["running", "shutting-down"]}) for i in r.instances]
print(listed(), refusal(ec2.delete_security_group, None, group.id), ec2.get_instance(machine).state)
time.sleep(1)
print(listed(), refusal(ec2.delete_security_group, None, group.id))
`);
  expect(said.split('\n')).toEqual(["['shutting-down'] DependencyViolation terminated", '[] done']);
});

test("EC2's clock is ahead where that is asked for, and a delay that there is not is refused", async () => {
  const said = await printed(`
late.set_delays({"clock": 14400})
print(round((late.now() - time.time()) / 3600))
try:
    late.set_delays({"clocks": 1})
except ValueError as error:
    print(error)
`);
  expect(said).toMatch(
    /^4\n+there is no delay clocks: there are tags, lists, images, deregistrations, terminations, clock$/,
  );
});
