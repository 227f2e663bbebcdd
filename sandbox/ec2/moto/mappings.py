"""Keeps the devices that CreateImage adds to an image: moto drops the request's block device mapping."""

from moto.ec2.exceptions import InvalidSnapshotInUse
from moto.ec2.models import EC2Backend
from moto.ec2.models.amis import Ami
from moto.ec2.responses.amis import AmisResponse


def install() -> None:
    own = Ami.block_device_mappings.fget
    create = AmisResponse.create_image
    delete = EC2Backend.delete_snapshot

    def block_device_mappings(self):
        found = own(self)
        return [*found, *_added(self)] if found else []

    def create_image(self):
        asked = [each for each in self._get_param("BlockDeviceMappings", []) if "Ebs" in each]
        for mapping in asked:
            if "SnapshotId" in mapping["Ebs"]:
                self.ec2_backend.get_snapshot(mapping["Ebs"]["SnapshotId"])
        answer = create(self)
        image = self.ec2_backend.amis[answer.result["ImageId"]]
        image.added_devices = [each for each in asked if each["DeviceName"] != image.root_device_name]
        return answer

    def delete_snapshot(self, snapshot_id):
        for image in self.amis.values():
            if snapshot_id in (each["Ebs"].get("SnapshotId") for each in _added(image)):
                raise InvalidSnapshotInUse(snapshot_id, image.id)
        return delete(self, snapshot_id)

    Ami.block_device_mappings = property(block_device_mappings)
    AmisResponse.create_image = create_image
    EC2Backend.delete_snapshot = delete_snapshot


def _added(image) -> list[dict]:
    return getattr(image, "added_devices", [])
