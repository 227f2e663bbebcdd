export const id = 549;
export const ids = [549];
export const modules = {

/***/ 7356:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ dryRuns),
/* harmony export */   z: () => (/* binding */ operations)
/* harmony export */ });
/** The operations of EC2's Query API that the action calls, in the names of the wire (EC2 API Reference, 2016-11-15). */
const text = 'text';
const time = 'time';
const tagSet = [{ key: text, value: text }];
const filters = [{ Name: text, Value: [text] }];
const page = { Filter: filters, NextToken: text };
const nothing = {};
const operations = {
    DescribeImages: {
        input: { ...page, Owner: [text], IncludeDeprecated: text, IncludeDisabled: text },
        output: {
            nextToken: text,
            imagesSet: [
                {
                    imageId: text,
                    name: text,
                    imageState: text,
                    stateReason: { message: text },
                    creationDate: text,
                    imageOwnerId: text,
                    blockDeviceMapping: [{ ebs: { snapshotId: text } }],
                    tagSet,
                },
            ],
        },
    },
    DescribeSpotInstanceRequests: {
        input: page,
        output: {
            spotInstanceRequestSet: [{ spotInstanceRequestId: text, state: text, tagSet }],
            nextToken: text,
        },
    },
    DescribeInstances: {
        input: page,
        output: {
            reservationSet: [{ instancesSet: [{ instanceId: text, instanceState: { name: text }, tagSet }] }],
            nextToken: text,
        },
    },
    DescribeSnapshots: {
        input: { ...page, Owner: [text] },
        output: {
            snapshotSet: [{ snapshotId: text, status: text, description: text, startTime: time, tagSet }],
            nextToken: text,
        },
    },
    DescribeVolumes: {
        input: page,
        output: { volumeSet: [{ volumeId: text, status: text, tagSet }], nextToken: text },
    },
    DescribeLaunchTemplates: {
        input: page,
        output: {
            launchTemplates: [{ launchTemplateId: text, launchTemplateName: text, tagSet }],
            nextToken: text,
        },
    },
    DescribeNetworkInterfaces: {
        input: page,
        output: { networkInterfaceSet: [{ networkInterfaceId: text, status: text, tagSet }], nextToken: text },
    },
    // All at once: it has no pages.
    DescribeKeyPairs: {
        input: { Filter: filters },
        output: { keySet: [{ keyName: text, tagSet }] },
    },
    DescribeSecurityGroups: {
        input: page,
        output: { securityGroupInfo: [{ groupId: text, groupName: text, tagSet }], nextToken: text },
    },
    CreateTags: { input: { ResourceId: [text], Tag: [{ Key: text, Value: text }] }, output: nothing },
    CancelSpotInstanceRequests: { input: { SpotInstanceRequestId: [text] }, output: nothing },
    TerminateInstances: { input: { InstanceId: [text] }, output: nothing },
    DeregisterImage: { input: { ImageId: text }, output: nothing },
    DeleteSnapshot: { input: { SnapshotId: text }, output: nothing },
    DeleteVolume: { input: { VolumeId: text }, output: nothing },
    DeleteLaunchTemplate: { input: { LaunchTemplateId: text }, output: nothing },
    DeleteKeyPair: { input: { KeyName: text }, output: nothing },
    DeleteNetworkInterface: { input: { NetworkInterfaceId: text }, output: nothing },
    DeleteSecurityGroup: { input: { GroupId: text }, output: nothing },
};
const tagSpecifications = [{ ResourceType: text, Tag: [{ Key: text, Value: text }] }];
/** Operations that are only asked whether they would be allowed, with DryRun, and what they are asked with. */
const dryRuns = {
    DescribeInstanceTypeOfferings: nothing,
    DescribeInstances: nothing,
    DescribeKeyPairs: nothing,
    DescribeLaunchTemplates: nothing,
    DescribeNetworkInterfaces: nothing,
    DescribeRegions: nothing,
    DescribeSecurityGroups: nothing,
    DescribeSnapshots: nothing,
    DescribeSpotInstanceRequests: nothing,
    DescribeSubnets: nothing,
    DescribeVolumes: nothing,
    DescribeVpcs: nothing,
    CreateKeyPair: { KeyName: text, TagSpecification: tagSpecifications },
    CreateSecurityGroup: { GroupName: text, GroupDescription: text, TagSpecification: tagSpecifications },
    RunInstances: {
        ImageId: text,
        InstanceType: text,
        SubnetId: text,
        MinCount: text,
        MaxCount: text,
        TagSpecification: tagSpecifications,
    },
};


/***/ }),

/***/ 7549:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   rehearse: () => (/* binding */ rehearse)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _ec2_model_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7356);
/** Asks EC2 whether it would allow what a build does, without doing it: DryRun checks permissions and parameters alone. */


/** All calls at once: what Packer and the clean-up list, and what these machines' builds create. */
function rehearse({ dryRun }, launches) {
    const looks = Object.keys(_ec2_model_js__WEBPACK_IMPORTED_MODULE_1__/* .dryRuns */ .o)
        .filter(isLook)
        .map((name) => ask(name, () => dryRun(name, {})));
    const created = launches.flatMap((launch) => rehearseLaunch(dryRun, launch));
    return Promise.all([...looks, ...created]);
}
const isLook = (name) => name.startsWith('Describe');
function rehearseLaunch(dryRun, { imageId, instanceType, subnetId, tags, volumeTags, createsKeyPair, createsSecurityGroup }) {
    const group = { GroupName: 'ami-action-rehearsal', GroupDescription: 'Asks for permission only' };
    const calls = [
        ask('RunInstances', () => dryRun('RunInstances', {
            ImageId: imageId,
            InstanceType: instanceType,
            MinCount: '1',
            MaxCount: '1',
            TagSpecification: [
                ...specify(tags, 'instance', 'network-interface'),
                ...specify(volumeTags, 'volume'),
            ],
            ...(subnetId === null ? {} : { SubnetId: subnetId }),
        })),
    ];
    if (createsKeyPair) {
        const key = { KeyName: 'packer_rehearsal', TagSpecification: specify(tags, 'key-pair') };
        calls.push(ask('CreateKeyPair', () => dryRun('CreateKeyPair', key)));
    }
    if (createsSecurityGroup) {
        const input = { ...group, TagSpecification: specify(tags, 'security-group') };
        calls.push(ask('CreateSecurityGroup', () => dryRun('CreateSecurityGroup', input)));
    }
    return calls;
}
async function ask(operation, call) {
    try {
        await call();
        return { operation, answer: 'allowed', message: '' };
    }
    catch (error) {
        const name = error instanceof Error ? error.name : '';
        if (name === 'DryRunOperation')
            return { operation, answer: 'allowed', message: '' };
        const answer = name === 'UnauthorizedOperation' ? 'refused' : 'failed';
        return { operation, answer, message: (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error) };
    }
}
function specify(tags, ...types) {
    const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    return Tag.length === 0 ? [] : types.map((ResourceType) => ({ ResourceType, Tag }));
}


/***/ })

};
