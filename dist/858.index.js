export const id = 858;
export const ids = [858];
export const modules = {

/***/ 4858:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createEc2Client: () => (/* binding */ createEc2Client)
/* harmony export */ });
/* harmony import */ var _ec2_model_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7356);
/**
 * A client of EC2 built from internals of the SDK. @aws-sdk/client-ec2 costs 70 MB of memory and a quarter of a second, for it
 * describes 800 operations in one file of 2 MB. So credentials, retries, signing and the Query protocol come from the STS
 * client, which every run loads anyway, and the operations from ec2-model.ts.
 *
 * __tests__/unit/aws/ec2-client.test.ts compares requests, responses, errors and endpoints with those of client-ec2, so run it
 * after every update of the SDK. If it fails for more than a renamed internal, or as soon as client-ec2 loads in a few
 * megabytes, replace createEc2Client by the real client: only ec2.ts calls it.
 */

const namespace = 'com.amazonaws.ec2';
const version = '2016-11-15';
/** A client for one region. Takes the settings of the SDK's other clients. */
async function createEc2Client(config) {
    const [{ STSClient }, { AwsEc2QueryProtocol }, { partition }, { makeBuilder }, endpoints, { TypeRegistry },] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(890), __webpack_require__.e(658), __webpack_require__.e(85), __webpack_require__.e(422), __webpack_require__.e(288), __webpack_require__.e(152), __webpack_require__.e(279), __webpack_require__.e(861), __webpack_require__.e(695)]).then(__webpack_require__.t.bind(__webpack_require__, 1695, 19)),
        Promise.all(/* import() */[__webpack_require__.e(890), __webpack_require__.e(658), __webpack_require__.e(85), __webpack_require__.e(422), __webpack_require__.e(288)]).then(__webpack_require__.t.bind(__webpack_require__, 7288, 19)),
        Promise.all(/* import() */[__webpack_require__.e(890), __webpack_require__.e(658), __webpack_require__.e(85), __webpack_require__.e(422), __webpack_require__.e(152)]).then(__webpack_require__.t.bind(__webpack_require__, 5152, 19)),
        Promise.all(/* import() */[__webpack_require__.e(890), __webpack_require__.e(658)]).then(__webpack_require__.t.bind(__webpack_require__, 2658, 19)),
        Promise.all(/* import() */[__webpack_require__.e(890), __webpack_require__.e(658), __webpack_require__.e(85)]).then(__webpack_require__.t.bind(__webpack_require__, 2085, 19)),
        __webpack_require__.e(/* import() */ 890).then(__webpack_require__.t.bind(__webpack_require__, 6890, 19)),
    ]);
    const endpointProvider = ({ Region, Endpoint, UseFIPS, UseDualStack }) => ({
        url: new URL(Endpoint ?? regionalEndpoint(partition(Region), { Region, UseFIPS, UseDualStack })),
        headers: {},
        properties: { authSchemes: [{ name: 'sigv4', signingName: 'ec2', signingRegion: Region }] },
    });
    const settings = {
        ...config,
        serviceId: 'EC2',
        protocol: AwsEc2QueryProtocol,
        protocolSettings: {
            defaultNamespace: namespace,
            errorTypeRegistries: [TypeRegistry.for(namespace)],
            xmlNamespace: `http://ec2.amazonaws.com/doc/${version}`,
            version,
            serviceTarget: 'AmazonEC2',
        },
        endpointProvider,
        httpAuthSchemeProvider: ({ region }) => [
            {
                schemeId: 'aws.auth#sigv4',
                signingProperties: { name: 'ec2', region },
                propertiesExtractor: (config, context) => ({
                    signingProperties: { config, context },
                }),
            },
        ],
    };
    const client = new STSClient(settings);
    let clockOffset = 0;
    client.middlewareStack.add((next) => async (args) => {
        const result = await next(args);
        const served = Date.parse(dateOf(result.response));
        if (!Number.isNaN(served))
            clockOffset = served - Date.now();
        return result;
    }, { step: 'deserialize', priority: 'low', name: 'readClock' });
    // The SDK's types allow generated commands only; these are built in the same way, from our model.
    const send = client.send.bind(client);
    const createCommandClass = makeBuilder(endpointParameters, 'AmazonEC2', 'EC2Client', endpoints.getEndpointPlugin);
    return {
        async call(operation, input) {
            const { input: request, output } = _ec2_model_js__WEBPACK_IMPORTED_MODULE_0__/* .operations */ .z[operation];
            const Command = createCommandClass({}, () => [], operation, schemaOf(operation, request, output));
            return (await send(new Command(input)));
        },
        clockOffset: () => clockOffset,
        async dryRun(operation, input) {
            const members = _ec2_model_js__WEBPACK_IMPORTED_MODULE_0__/* .dryRuns */ .o[operation];
            const request = { ...members, DryRun: 'text' };
            const Command = createCommandClass({}, () => [], operation, schemaOf(operation, request, {}));
            await send(new Command({ ...input, DryRun: 'true' }));
        },
        destroy: () => client.destroy(),
    };
}
/** The header Date of an answer (RFC 9110: to the second); empty without one. */
function dateOf(response) {
    const headers = response?.headers;
    return headers?.['date'] ?? '';
}
const endpointParameters = {
    UseFIPS: { type: 'builtInParams', name: 'useFipsEndpoint' },
    Endpoint: { type: 'builtInParams', name: 'endpoint' },
    Region: { type: 'builtInParams', name: 'region' },
    UseDualStack: { type: 'builtInParams', name: 'useDualstackEndpoint' },
};
/** The endpoint by the SDK's rules for EC2; in GovCloud the plain endpoint is the FIPS one. */
function regionalEndpoint({ name, dnsSuffix, dualStackDnsSuffix }, { Region, UseFIPS = false, UseDualStack = false }) {
    const host = UseFIPS && (UseDualStack || name !== 'aws-us-gov') ? 'ec2-fips' : 'ec2';
    return `https://${host}.${Region}.${UseDualStack ? dualStackDnsSuffix : dnsSuffix}`;
}
/** An SDK schema of the operation. In these 9 is an operation, 3 a structure, 1 a list, 0 a text, 4 a time (@smithy/types, schema/static-schemas). */
function schemaOf(operation, input, output) {
    const structure = (shape, suffix) => toSchema(shape, `${operation}${suffix}`);
    return [9, namespace, operation, 0, () => structure(input, 'Request'), () => structure(output, 'Result')];
}
function toSchema(shape, name) {
    if (shape === 'text')
        return 0;
    if (shape === 'time')
        return 4;
    if (isList(shape))
        return [1, namespace, name, 0, [() => toSchema(shape[0], `${name}Item`), { xmlName: 'item' }]];
    const members = Object.entries(shape);
    const schemas = members.map(([member, memberShape]) => [
        () => toSchema(memberShape, name + member),
        { xmlName: member },
    ]);
    return [3, namespace, name, 0, members.map(([member]) => member), schemas];
}
function isList(shape) {
    return Array.isArray(shape);
}


/***/ }),

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


/***/ })

};
