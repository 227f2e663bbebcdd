"""Shows things as late as EC2 may, and by a clock of its own, where a test asks for it; otherwise at once.

EC2 is eventually consistent: a tag or a new resource can take seconds to appear in what Describe calls answer, an image is
`pending` for minutes and listed as `deregistered` for a while, and an instance `shutting-down` for a minute (EC2 User Guide, "Eventual consistency in the Amazon EC2 API").
"""

import copy
import time

from moto.ec2.models import EC2Backend
from moto.ec2.models.core import TaggedEC2Resource
from moto.ec2.models.instances import InstanceState
from moto.ec2.models.tags import TagBackend

NAMES = ("tags", "lists", "images", "deregistrations", "terminations", "clock")

_seconds = dict.fromkeys(NAMES, 0.0)
_born: dict[str, float] = {}
_ending: dict[str, float] = {}
_deregistered: list[tuple[float, object, object]] = []
_late_tags: list[tuple[float, object, list[str], dict]] = []


def set_delays(asked: dict) -> dict:
    """Set all delays, in seconds; what is not named is 0. Return them."""
    unknown = set(asked) - set(NAMES)
    if unknown:
        raise ValueError(f"there is no delay {', '.join(sorted(unknown))}: there are {', '.join(NAMES)}")
    for name in NAMES:
        _seconds[name] = float(asked.get(name, 0))
    return _seconds


def now() -> float:
    """Return the time by EC2's clock, in seconds since 1970."""
    return time.time() + _seconds["clock"]


def is_ending(instance_id: str) -> bool:
    """Return whether an instance is `shutting-down`: moto and the machine are done with it, EC2 would not be."""
    return _ending.get(instance_id, 0) > time.time()


def tags_to_come(backend) -> dict[str, dict]:
    """Return tags that EC2 has and does not show yet, by resource: conditions of a policy see them."""
    coming: dict[str, dict] = {}
    for _, of, ids, tags in _late_tags:
        for each in ids if of is backend else []:
            coming.setdefault(each, {}).update(tags)
    return coming


def install() -> None:
    _tags()
    _images()
    _deregistrations()
    _lists()
    _terminations()


def _tags() -> None:
    """Show late what CreateTags gives; what a resource is created with is there with it."""
    create = TagBackend.create_tags

    def add_tag(self, key, value):
        create(self.ec2_backend, [self.id], {key: value})

    def add_tags(self, tag_map):
        create(self.ec2_backend, [self.id], tag_map)

    def show():
        for item in [each for each in _late_tags if each[0] + _seconds["tags"] <= time.time()]:
            _late_tags.remove(item)
            create(*item[1:])

    def create_tags(self, resource_ids, tags):
        show()
        if not _seconds["tags"]:
            return create(self, resource_ids, tags)
        _late_tags.append((time.time(), self, list(resource_ids), dict(tags)))
        return True

    describe = TagBackend.describe_tags

    def describe_tags(self, *args, **rest):
        show()
        return describe(self, *args, **rest)

    TagBackend.create_tags = create_tags
    TaggedEC2Resource.add_tag = add_tag
    TaggedEC2Resource.add_tags = add_tags
    TagBackend.describe_tags = describe_tags


def _images() -> None:
    def pending(name):
        method = getattr(EC2Backend, name)

        def made(self, *args, **rest):
            image = method(self, *args, **rest)
            if _seconds["images"]:
                image.state = "pending"
                image.ready_at = time.time() + _seconds["images"]
            return image

        setattr(EC2Backend, name, made)

    describe = EC2Backend.describe_images

    def describe_images(self, ami_ids=None, **rest):
        for image in self.amis.values():
            if image.state == "pending" and getattr(image, "ready_at", 0) <= time.time():
                image.state = "available"
        found = describe(self, ami_ids, **rest)
        return found if ami_ids else [image for image in found if _listed(image.id)]

    pending("create_image")
    pending("copy_image")
    EC2Backend.describe_images = describe_images


def _deregistrations() -> None:
    """List an image that was deregistered as such for a while (EC2 API Reference, "DescribeImages")."""
    deregister = EC2Backend.deregister_image
    describe = EC2Backend.describe_images

    def deregister_image(self, ami_id):
        image = self.amis.get(ami_id)
        answer = deregister(self, ami_id)
        if image and _seconds["deregistrations"]:
            image.state = "deregistered"
            _deregistered.append((time.time() + _seconds["deregistrations"], self, image))
        return answer

    def describe_images(self, ami_ids=None, **rest):
        gone = {image.id: image for until, of, image in _deregistered if of is self and until > time.time()}
        self.amis.update(gone)
        try:
            return describe(self, ami_ids, **rest)
        finally:
            for each in gone:
                del self.amis[each]

    EC2Backend.deregister_image = deregister_image
    EC2Backend.describe_images = describe_images


def _lists() -> None:
    """Leave out of lists by filter what was made just now; asked for by its id, it is there."""

    def born(name, ids):
        method = getattr(EC2Backend, name)

        def made(self, *args, **rest):
            result = method(self, *args, **rest)
            for each in ids(result):
                _born[each] = time.time()
            return result

        setattr(EC2Backend, name, made)

    born("create_image", lambda image: [image.id, image.ebs_snapshot.id])
    born("create_snapshot", lambda snapshot: [snapshot.id])
    born("run_instances", lambda reservation: [each.id for each in reservation.instances])
    reservations = EC2Backend.all_reservations
    snapshots = EC2Backend.describe_snapshots

    def all_reservations(self, filters=None):
        found = reservations(self, filters)
        if filters and _seconds["lists"]:
            for reservation in found:
                reservation.instances = [each for each in reservation.instances if _listed(each.id)]
        return [reservation for reservation in found if reservation.instances]

    def describe_snapshots(self, snapshot_ids=None, filters=None):
        found = snapshots(self, snapshot_ids=snapshot_ids, filters=filters)
        return found if snapshot_ids else [each for each in found if _listed(each.id)]

    EC2Backend.all_reservations = all_reservations
    EC2Backend.describe_snapshots = describe_snapshots


def _terminations() -> None:
    terminate = EC2Backend.terminate_instances
    reservations = EC2Backend.all_reservations

    def terminate_instances(self, instance_ids):
        if _seconds["terminations"]:
            for each in instance_ids:
                _ending.setdefault(each, time.time() + _seconds["terminations"])
        return terminate(self, instance_ids)

    def all_reservations(self, filters=None):
        if not filters:  # moto's own look-ups, which need the instances themselves
            return reservations(self, filters)
        ending = [each for each in self.all_instances() if is_ending(each.id)]
        states = {each.id: each._state for each in ending}
        for each in ending:
            each._state = InstanceState("shutting-down", 32)
        try:
            found = reservations(self, filters)
            for reservation in found:
                reservation.instances = [copy.copy(each) for each in reservation.instances]
        finally:
            for each in ending:
                each._state = states[each.id]
        return found

    EC2Backend.terminate_instances = terminate_instances
    EC2Backend.all_reservations = all_reservations


def _listed(resource_id: str) -> bool:
    return _born.get(resource_id, 0) + _seconds["lists"] <= time.time()
