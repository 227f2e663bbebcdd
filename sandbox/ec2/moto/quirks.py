"""Corrects moto 5.2 where it is looser than EC2, or answers differently, in ways that matter when an AMI is baked.

Each class takes one method of moto's models and makes it behave as EC2's API reference says. moto is pinned, so these fit.
"""

import hashlib

import late
import mappings
from moto.core.responses import ActionResult
from moto.ec2.exceptions import (
    DependencyViolationError,
    EC2ClientError,
    InvalidAMIIdError,
    InvalidKeyPairNameError,
)
from moto.ec2.models import EC2Backend, ec2_backends
from moto.ec2.models.amis import Ami
from moto.ec2.models.subnets import Subnet
from moto.ec2.responses.amis import AmisResponse
from moto.ec2.responses.elastic_block_store import ElasticBlockStore

ROOT_DEVICE = "/dev/sda1"
ROOT_SIZE = 8  # GiB, as in Canonical's images

_taken_addresses: dict[str, object] = {}


class InvalidAMINameDuplicate(EC2ClientError):
    def __init__(self, name: str, ami_id: str):
        super().__init__(
            "InvalidAMIName.Duplicate",
            f"AMI name {name} is already in use by AMI {ami_id}",
        )


class IncorrectInstanceState(EC2ClientError):
    def __init__(self, instance_id: str, state: str, action: str):
        super().__init__(
            "IncorrectInstanceState",
            f"The instance '{instance_id}' is not in a state from which it can be {action}. It is {state}.",
        )


def install() -> None:
    _images()
    _copies()
    _instances()
    _addresses()
    _snapshots()
    _refusals()
    mappings.install()


def _images() -> None:
    make = Ami.__init__

    def ami(self, ec2_backend, ami_id, instance=None, source_ami=None, **rest):
        rest["root_device_type"] = "ebs"  # moto's default, "standard", is refused as a source image by Packer
        rest.setdefault("root_device_name", ROOT_DEVICE)
        rest["region_name"] = ec2_backend.region_name + "a"
        make(self, ec2_backend, ami_id, instance, source_ami, **rest)
        self.ena_support = True
        self.hypervisor = "xen"
        self.architecture = self.architecture or "x86_64"
        self.virtualization_type = self.virtualization_type or "hvm"
        self.image_location = f"{self.owner_id}/{self.name}"
        self.ebs_snapshot.volume.size = ROOT_SIZE
        if instance:  # the image is the instance's own root volume
            root = instance.block_device_mapping[instance.root_device_name]
            volume = ec2_backend.get_volume(root.volume_id)
            self.ebs_snapshot.volume = volume
            self.ebs_snapshot.origin = volume.id
        elif source_ami:
            self.ebs_snapshot.volume.size = source_ami.ebs_snapshot.volume.size
            self.ebs_snapshot.origin = source_ami.ebs_snapshot.id
            self.ebs_snapshot.description = (
                f"Copied for DestinationAmi {ami_id} from SourceAmi {source_ami.id}"
                f" for SourceSnapshot {source_ami.ebs_snapshot.id}."
            )

    def block_device_mappings(self):
        if self.state == "pending":  # EC2 may not name them yet
            return []
        ebs = {
            "SnapshotId": self.ebs_snapshot.id,
            "VolumeSize": self.ebs_snapshot.volume.size,
            "DeleteOnTermination": True,
            "VolumeType": "gp3",
            "Encrypted": bool(self.ebs_snapshot.encrypted),
        }
        return [{"DeviceName": self.root_device_name, "Ebs": ebs}]

    create = EC2Backend.create_image

    def create_image(self, instance_id, name, description, tag_specifications):
        _free_name(self, name)
        instance = self.get_instance(instance_id)
        if instance.state not in ("running", "stopped"):
            raise IncorrectInstanceState(instance_id, instance.state, "imaged")
        of = {"image": [], "snapshot": []}
        for specification in tag_specifications:
            of.setdefault(specification["ResourceType"], []).extend(specification["Tags"])
        image = create(self, instance_id, name, description, [{"ResourceType": "image", "Tags": of["image"]}])
        image.ebs_snapshot.add_tags({tag["Key"]: tag["Value"] for tag in of["snapshot"]})
        return image

    register = EC2Backend.register_image

    def register_image(self, name=None, description=None):
        _free_name(self, name)
        return register(self, name, description)

    describe = EC2Backend.describe_images

    def describe_images(self, ami_ids=None, **rest):
        missing = [each for each in ami_ids or [] if each.startswith("ami-") and each not in self.amis]
        if missing:  # moto remembers deregistered ones, and reports no error for them
            raise InvalidAMIIdError(missing)
        return describe(self, ami_ids, **rest)

    EC2Backend.describe_images = describe_images
    Ami.__init__ = ami
    Ami.block_device_mappings = property(block_device_mappings)
    EC2Backend.create_image = create_image
    EC2Backend.register_image = register_image


def _copies() -> None:
    copy = EC2Backend.copy_image

    def copy_image(self, source_image_id, source_region, name=None, description=None):
        _free_name(self, name)
        return copy(self, source_image_id, source_region, name, description)

    answer_copy = AmisResponse.copy_image

    def copy_with_tags(self):
        answer = answer_copy(self)
        if self._get_bool_param("CopyImageTags"):  # of the image, not of its snapshots
            region = ec2_backends[self.current_account][self._get_param("SourceRegion")]
            source = region.amis[self._get_param("SourceImageId")]
            copied = self.ec2_backend.amis[answer.result["ImageId"]]
            copied.add_tags({tag["key"]: tag["value"] for tag in source.get_tags()})
        return answer

    EC2Backend.copy_image = copy_image
    AmisResponse.copy_image = copy_with_tags


def _free_name(backend, name: str) -> None:
    for image in backend.amis.values():
        if image.name == name and image.owner_id == backend.account_id:
            raise InvalidAMINameDuplicate(name, image.id)


def _instances() -> None:
    run = EC2Backend.run_instances

    def run_instances(self, image_id, count, user_data, security_group_names, **rest):
        image = self.describe_images(ami_ids=[image_id])
        if rest.get("key_name") and rest["key_name"] not in self.key_pairs:
            raise InvalidKeyPairNameError(rest["key_name"])
        nics = rest.get("nics") or []
        if not rest.get("subnet_id") and not any(nic.get("SubnetId") for nic in nics):
            subnets = self.get_default_subnets()
            subnet = subnets.get(rest.get("placement") or "") or next(iter(subnets.values()))
            if nics:
                nics[0]["SubnetId"] = subnet.id
            else:
                rest["subnet_id"] = subnet.id
        _root_volume(image[0], rest)
        return run(self, image_id, count, user_data, security_group_names, **rest)

    def guarded(name, allowed, action):
        method = getattr(EC2Backend, name)

        def checked(self, instance_ids):
            for instance in self.get_multi_instances_by_id(instance_ids):
                if instance.state not in allowed:
                    raise IncorrectInstanceState(instance.id, instance.state, action)
            return method(self, instance_ids)

        setattr(EC2Backend, name, checked)

    EC2Backend.run_instances = run_instances
    guarded("start_instances", ("pending", "running", "stopped"), "started")
    guarded("stop_instances", ("running", "stopped"), "stopped")
    guarded("reboot_instances", ("running",), "rebooted")


def _root_volume(image, request) -> None:
    """Give every instance one root volume, made of the image's snapshot; a mapping of the request may only add to it."""
    mappings = [m for m in request.get("block_device_mappings") or [] if m.get("Ebs")]
    root = next((m for m in mappings if m["DeviceName"] == image.root_device_name), None)
    if root is None:
        root = {"DeviceName": image.root_device_name, "Ebs": {}}
        mappings.insert(0, root)
    ebs = root["Ebs"]
    ebs["SnapshotId"] = image.ebs_snapshot.id
    ebs["VolumeSize"] = ebs.get("VolumeSize") or image.ebs_snapshot.volume.size
    ebs["VolumeType"] = ebs.get("VolumeType") or "gp3"
    if ebs.get("DeleteOnTermination") is None:
        ebs["DeleteOnTermination"] = True
    request["block_device_mappings"] = mappings


def _addresses() -> None:
    """Hand out each address once: all regions' default VPCs have the same range, and all instances share one bridge."""
    pick = Subnet.get_available_subnet_ip

    def get_available_subnet_ip(self, instance):
        while True:
            address = pick(self, instance)
            if _taken_addresses.setdefault(address, instance) is instance:
                return address

    Subnet.get_available_subnet_ip = get_available_subnet_ip


def _snapshots() -> None:
    """Let DescribeSnapshots filter by owner, which moto ignores."""

    def describe_snapshots(self):
        found = self.ec2_backend.describe_snapshots(
            snapshot_ids=self._get_param("SnapshotIds", []), filters=self._filters_from_querystring()
        )
        owners = [self.current_account if o == "self" else o for o in self._get_param("OwnerIds", [])]
        return ActionResult({"Snapshots": [each for each in found if not owners or each.owner_id in owners]})

    ElasticBlockStore.describe_snapshots = describe_snapshots


def _refusals() -> None:
    """Refuse to remove what belongs to another account or is in use, as EC2 does."""
    deregister = EC2Backend.deregister_image

    def deregister_image(self, ami_id):
        image = self.amis.get(ami_id)
        if image and image.owner_id != self.account_id:
            raise EC2ClientError("AuthFailure", f"Not authorized for image:{ami_id}")
        return deregister(self, ami_id)

    delete_snapshot = EC2Backend.delete_snapshot

    def delete_own_snapshot(self, snapshot_id):
        snapshot = self.snapshots.get(snapshot_id)
        if snapshot and snapshot.owner_id != self.account_id:
            raise EC2ClientError("AuthFailure", f"Not authorized for snapshot:{snapshot_id}")
        return delete_snapshot(self, snapshot_id)

    delete_group = EC2Backend.delete_security_group

    def delete_security_group(self, name=None, group_id=None):
        group = self.get_security_group_by_name_or_id(group_id or name)
        users = [
            each for each in self.all_instances() if each.state != "terminated" or late.is_ending(each.id)
        ]
        if group and any(group.id in (held.id for held in user.security_groups) for user in users):
            raise DependencyViolationError(f"resource {group.id} has a dependent object")
        return delete_group(self, name, group_id)

    EC2Backend.deregister_image = deregister_image
    EC2Backend.delete_snapshot = delete_own_snapshot
    EC2Backend.delete_security_group = delete_security_group


def stable_id(prefix: str, *parts: str) -> str:
    """Return an id in EC2's form that is the same for the same parts."""
    return f"{prefix}-{hashlib.sha256('/'.join(parts).encode()).hexdigest()[:17]}"
