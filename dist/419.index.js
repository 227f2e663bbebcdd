export const id = 419;
export const ids = [419];
export const modules = {

/***/ 2419:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createEc2Client: () => (/* binding */ createEc2Client)
});

;// CONCATENATED MODULE: ./build/aws/ec2-model.js
/** The operations of EC2's Query API that the action calls, in the names of the wire (EC2 API Reference, 2016-11-15). */
const ec2_model_text = 'text';
const time = 'time';
const tagSet = [{ key: ec2_model_text, value: ec2_model_text }];
const filters = [{ Name: ec2_model_text, Value: [ec2_model_text] }];
const page = { Filter: filters, NextToken: ec2_model_text };
const nothing = {};
const operations = {
    DescribeImages: {
        input: { ...page, Owner: [ec2_model_text], IncludeDeprecated: ec2_model_text },
        output: {
            nextToken: ec2_model_text,
            imagesSet: [
                {
                    imageId: ec2_model_text,
                    name: ec2_model_text,
                    imageState: ec2_model_text,
                    stateReason: { message: ec2_model_text },
                    creationDate: ec2_model_text,
                    imageOwnerId: ec2_model_text,
                    blockDeviceMapping: [{ ebs: { snapshotId: ec2_model_text } }],
                    tagSet,
                },
            ],
        },
    },
    DescribeSpotInstanceRequests: {
        input: page,
        output: {
            spotInstanceRequestSet: [{ spotInstanceRequestId: ec2_model_text, state: ec2_model_text, tagSet }],
            nextToken: ec2_model_text,
        },
    },
    DescribeInstances: {
        input: page,
        output: {
            reservationSet: [{ instancesSet: [{ instanceId: ec2_model_text, instanceState: { name: ec2_model_text }, tagSet }] }],
            nextToken: ec2_model_text,
        },
    },
    DescribeSnapshots: {
        input: { ...page, Owner: [ec2_model_text] },
        output: {
            snapshotSet: [{ snapshotId: ec2_model_text, status: ec2_model_text, description: ec2_model_text, startTime: time, tagSet }],
            nextToken: ec2_model_text,
        },
    },
    DescribeVolumes: {
        input: page,
        output: { volumeSet: [{ volumeId: ec2_model_text, status: ec2_model_text, tagSet }], nextToken: ec2_model_text },
    },
    DescribeLaunchTemplates: {
        input: page,
        output: {
            launchTemplates: [{ launchTemplateId: ec2_model_text, launchTemplateName: ec2_model_text, tagSet }],
            nextToken: ec2_model_text,
        },
    },
    DescribeNetworkInterfaces: {
        input: page,
        output: { networkInterfaceSet: [{ networkInterfaceId: ec2_model_text, status: ec2_model_text, tagSet }], nextToken: ec2_model_text },
    },
    // All at once: it has no pages.
    DescribeKeyPairs: {
        input: { Filter: filters },
        output: { keySet: [{ keyName: ec2_model_text, tagSet }] },
    },
    DescribeSecurityGroups: {
        input: page,
        output: { securityGroupInfo: [{ groupId: ec2_model_text, groupName: ec2_model_text, tagSet }], nextToken: ec2_model_text },
    },
    CreateTags: { input: { ResourceId: [ec2_model_text], Tag: [{ Key: ec2_model_text, Value: ec2_model_text }] }, output: nothing },
    CancelSpotInstanceRequests: { input: { SpotInstanceRequestId: [ec2_model_text] }, output: nothing },
    TerminateInstances: { input: { InstanceId: [ec2_model_text] }, output: nothing },
    DeregisterImage: { input: { ImageId: ec2_model_text }, output: nothing },
    DeleteSnapshot: { input: { SnapshotId: ec2_model_text }, output: nothing },
    DeleteVolume: { input: { VolumeId: ec2_model_text }, output: nothing },
    DeleteLaunchTemplate: { input: { LaunchTemplateId: ec2_model_text }, output: nothing },
    DeleteKeyPair: { input: { KeyName: ec2_model_text }, output: nothing },
    DeleteNetworkInterface: { input: { NetworkInterfaceId: ec2_model_text }, output: nothing },
    DeleteSecurityGroup: { input: { GroupId: ec2_model_text }, output: nothing },
};

;// CONCATENATED MODULE: ./build/aws/ec2-client.js
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
        Promise.all(/* import() */[__webpack_require__.e(890), __webpack_require__.e(658), __webpack_require__.e(85), __webpack_require__.e(422), __webpack_require__.e(288), __webpack_require__.e(152), __webpack_require__.e(861), __webpack_require__.e(695)]).then(__webpack_require__.t.bind(__webpack_require__, 1695, 19)),
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
            const Command = createCommandClass({}, () => [], operation, schemaOf(operation));
            return (await send(new Command(input)));
        },
        clockOffset: () => clockOffset,
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
function schemaOf(operation) {
    const { input, output } = operations[operation];
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


/***/ })

};
