"""The account as plain data: what the sandbox needs to run machines, and to restore images at the next start."""

import base64
from datetime import datetime

import late
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.utils import utcnow
from moto.ec2.models import ec2_backends
from moto.ec2.models.amis import Ami
from moto.ssm.models import Parameter, ssm_backends

from quirks import ROOT_SIZE, stable_id

CANONICAL = "099720109477"
RELEASE = "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20260901"
PARAMETERS = [
    "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
    "/aws/service/canonical/ubuntu/server/noble/stable/current/amd64/hvm/ebs-gp3/ami-id",
]


def backends():
    """Return every region of the account that was used so far."""
    return list(ec2_backends[DEFAULT_ACCOUNT_ID].items())


def add_source_images(regions: list[str], content: str) -> None:
    """Add Canonical's image, and the parameters that name it. `content` identifies the stand-in's file system; the id is made of it."""
    for region in regions:
        backend = ec2_backends[DEFAULT_ACCOUNT_ID][region]
        image = Ami(
            backend,
            stable_id("ami", "source", content, region),
            name=RELEASE,
            description="Canonical, Ubuntu, 24.04, amd64 noble image (a stand-in of the sandbox)",
            owner_id=CANONICAL,
            owner_alias="amazon",
            public=True,
            virtualization_type="hvm",
            architecture="x86_64",
            creation_date=datetime(2026, 9, 1),
        )
        _rename(backend, image.ebs_snapshot, stable_id("snap", "source", content, region))
        image.ebs_snapshot.origin = "source"
        backend.amis[image.id] = image
        parameters = ssm_backends[DEFAULT_ACCOUNT_ID][region]._parameters
        for name in PARAMETERS:
            parameters[name].append(
                Parameter("", name, image.id, "String", None, None, None, utcnow(), 1, "aws:ec2:image")
            )


def _rename(backend, snapshot, name: str) -> None:
    del backend.snapshots[snapshot.id]
    snapshot.id = name
    backend.snapshots[name] = snapshot


def export() -> dict:
    """Return what account.ts reads."""
    return {
        "instances": [_instance(region, item) for region, b in backends() for item in b.all_instances()],
        "volumes": [volume for _, b in backends() for volume in b.volumes],
        "snapshots": [_snapshot(region, item) for region, b in backends() for item in b.snapshots.values()],
        "images": [_image(region, item) for region, b in backends() for item in b.amis.values()],
    }


def resources() -> list[dict]:
    """Return whatever has tags or a name of its own, or belongs to somebody else; `name` is what a call can say instead of the id."""
    return [each for region, b in backends() for each in _resources(region, b)]


def _resources(region: str, b) -> list[dict]:
    names = {key.id: key.key_name for key in b.key_pairs.values()}
    names |= {template.id: template.name for template in b.launch_templates.values()}
    names |= {group.id: group.name for group in b.describe_security_groups()}
    owners = {each.id: each.owner_id for each in [*b.amis.values(), *b.snapshots.values()]}
    coming = late.tags_to_come(b)
    ids = {*names, *owners, *b.tags, *coming}
    return [
        {
            "id": id,
            "name": names.get(id),
            "region": region,
            "owner": owners.get(id),
            "tags": {**b.tags.get(id, {}), **coming.get(id, {})},
        }
        for id in sorted(ids)
    ]


def _tags(resource) -> dict:
    return {tag["key"]: tag["value"] for tag in resource.get_tags()}


def _instance(region: str, i) -> dict:
    root = i.block_device_mapping.get(i.root_device_name)
    key = i.ec2_backend.key_pairs.get(i.key_name)
    profile = i.ec2_backend.iam_instance_profile_associations.get(i.id)
    return {
        "id": i.id,
        "region": region,
        "zone": i.availability_zone,
        "state": i.state,
        "image": i.image_id,
        "type": i.instance_type,
        "launchTime": i.launch_time.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "rootVolume": root.volume_id if root else None,
        "rootSnapshot": i.ec2_backend.get_volume(root.volume_id).snapshot_id if root else None,
        "privateIp": i.private_ip,
        "publicIp": i.public_ip,
        "privateDns": i.private_dns_name,
        "publicDns": i.public_dns_name,
        "mac": i.nics[0].mac_address if 0 in i.nics else None,
        "subnet": i.subnet_id,
        "vpc": i.vpc_id,
        "vpcBlocks": _blocks(i.ec2_backend.vpcs.get(i.vpc_id)),
        "securityGroups": [{"id": g.id, "name": g.name} for g in i.security_groups],
        "userData": _user_data(i.user_data),
        "keyName": i.key_name,
        "publicKey": key.public_key if key else None,
        "tokensRequired": i.metadata_options.http_tokens == "required",
        "metadataEnabled": i.metadata_options.http_endpoint == "enabled",
        "tagsInMetadata": i.metadata_options.instance_metadata_tags == "enabled",
        "shutdownBehavior": i.instance_initiated_shutdown_behavior,
        "lifecycle": i.lifecycle or "on-demand",
        "profile": _profile(profile.iam_instance_profile) if profile else None,
        "tags": _tags(i),
    }


def _blocks(vpc) -> list:
    """Return a VPC's blocks of addresses, its first one and those that were associated with it."""
    associations = vpc.cidr_block_association_set if vpc else []
    return [a["cidr_block"] for a in associations if a["cidr_block_state"]["state"] == "associated"]


def _profile(profile) -> dict:
    """Return a profile with its role, under whose name IMDS lists the credentials."""
    return {"arn": profile.arn, "id": profile.id, "role": profile.roles[0].name if profile.roles else None}


def _user_data(value) -> str | None:
    if not value:
        return None
    text = value if isinstance(value, bytes) else str(value).encode()
    return base64.b64encode(text).decode() if not _is_base64(text) else text.decode()


def _is_base64(text: bytes) -> bool:
    try:
        base64.b64decode(text, validate=True)
        return True
    except ValueError:
        return False


def _snapshot(region: str, s) -> dict:
    return {
        "id": s.id,
        "region": region,
        "origin": getattr(s, "origin", s.volume.id),
        "description": s.description,
        "image": s.from_ami,
        "owner": s.owner_id,
        "size": s.volume.size,
        "started": s.start_time.isoformat(),
        "tags": _tags(s),
    }


def _image(region: str, i) -> dict:
    return {
        "id": i.id,
        "region": region,
        "name": i.name,
        "description": i.description,
        "owner": i.owner_id,
        "created": i.creation_date.isoformat(),
        "snapshot": i.ebs_snapshot.id,
        "launchPermissions": i.launch_permissions,
        "tags": _tags(i),
    }


def restore(saved: dict) -> None:
    """Restore the account's own images and snapshots under their ids."""
    sizes = {s["id"]: s for s in saved["snapshots"]}
    restored = set()
    for kept in saved["images"]:
        if kept["owner"] != DEFAULT_ACCOUNT_ID:
            continue
        backend = ec2_backends[DEFAULT_ACCOUNT_ID][kept["region"]]
        image = Ami(
            backend,
            kept["id"],
            name=kept["name"],
            description=kept["description"],
            virtualization_type="hvm",
            architecture="x86_64",
            creation_date=datetime.fromisoformat(kept["created"]),
        )
        image.launch_permissions = kept["launchPermissions"]
        _rename(backend, image.ebs_snapshot, kept["snapshot"])
        backend.amis[image.id] = image
        image.add_tags(kept["tags"])
        restored.add(kept["snapshot"])
        _fill(image.ebs_snapshot, sizes[kept["snapshot"]])
    for kept in saved["snapshots"]:
        if kept["owner"] != DEFAULT_ACCOUNT_ID or kept["id"] in restored:
            continue
        backend = ec2_backends[DEFAULT_ACCOUNT_ID][kept["region"]]
        volume = backend.create_volume(size=kept["size"], zone_name=kept["region"] + "a")
        snapshot = backend.create_snapshot(volume.id, kept["description"])
        backend.delete_volume(volume.id)
        _rename(backend, snapshot, kept["id"])
        _fill(snapshot, kept)


def _fill(snapshot, kept: dict) -> None:
    snapshot.origin = kept["origin"]
    snapshot.description = kept["description"]
    snapshot.start_time = datetime.fromisoformat(kept["started"])
    snapshot.volume.size = kept["size"] or ROOT_SIZE
    snapshot.add_tags(kept["tags"])


def set_state(instance_id: str, state: str, reason: str) -> None:
    """Record that a machine stopped or terminated by itself; `state` is the one that it is in now."""
    for _, backend in backends():
        for instance in backend.all_instances():
            if instance.id == instance_id and instance.state not in (state, "terminated"):
                instance.stop() if state == "stopped" else instance.terminate()
                instance._reason = ""
                instance.state_reason.code = reason.split(":", maxsplit=1)[0]
                instance.state_reason.message = reason
