export const id = 669;
export const ids = [669];
export const modules = {

/***/ 4669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ER: () => (/* binding */ checkGoPrograms),
  Tq: () => (/* binding */ listOtherPlugins),
  fo: () => (/* binding */ prepareToolchain)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/packer/command-line.js
var command_line = __webpack_require__(5313);
// EXTERNAL MODULE: ./build/tools/go-programs/go-programs.js + 8 modules
var go_programs = __webpack_require__(1934);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/tools/cache/tool-cache.js
var tool_cache = __webpack_require__(1388);
// EXTERNAL MODULE: ./build/tools/context.js + 2 modules
var tools_context = __webpack_require__(97);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/tools/verify/hashicorp-key.js
/**
 * The key that signs HashiCorp's releases, as published at https://www.hashicorp.com/.well-known/pgp-key.txt:
 * renewed on 2026-02-18, valid to 2030-03-01. Releases are signed by its subkey 374EC75B485913604A831CC7C820C6D5CD27AB87.
 */
const hashicorpFingerprint = 'C874011F0AB405110D02105534365D9472D7468F';
const hashicorpKey = `\
-----BEGIN PGP PUBLIC KEY BLOCK-----

mQINBGB9+xkBEACabYZOWKmgZsHTdRDiyPJxhbuUiKX65GUWkyRMJKi/1dviVxOX
PG6hBPtF48IFnVgxKpIb7G6NjBousAV+CuLlv5yqFKpOZEGC6sBV+Gx8Vu1CICpl
Zm+HpQPcIzwBpN+Ar4l/exCG/f/MZq/oxGgH+TyRF3XcYDjG8dbJCpHO5nQ5Cy9h
QIp3/Bh09kET6lk+4QlofNgHKVT2epV8iK1cXlbQe2tZtfCUtxk+pxvU0UHXp+AB
0xc3/gIhjZp/dePmCOyQyGPJbp5bpO4UeAJ6frqhexmNlaw9Z897ltZmRLGq1p4a
RnWL8FPkBz9SCSKXS8uNyV5oMNVn4G1obCkc106iWuKBTibffYQzq5TG8FYVJKrh
RwWB6piacEB8hl20IIWSxIM3J9tT7CPSnk5RYYCTRHgA5OOrqZhC7JefudrP8n+M
pxkDgNORDu7GCfAuisrf7dXYjLsxG4tu22DBJJC0c/IpRpXDnOuJN1Q5e/3VUKKW
mypNumuQpP5lc1ZFG64TRzb1HR6oIdHfbrVQfdiQXpvdcFx+Fl57WuUraXRV6qfb
4ZmKHX1JEwM/7tu21QE4F1dz0jroLSricZxfaCTHHWNfvGJoZ30/MZUrpSC0IfB3
iQutxbZrwIlTBt+fGLtm3vDtwMFNWM+Rb1lrOxEQd2eijdxhvBOHtlIcswARAQAB
tERIYXNoaUNvcnAgU2VjdXJpdHkgKGhhc2hpY29ycC5jb20vc2VjdXJpdHkpIDxz
ZWN1cml0eUBoYXNoaWNvcnAuY29tPokCVAQTAQoAPgIbAwULCQgHAgYVCgkICwIE
FgIDAQIeAQIXgBYhBMh0AR8KtAURDQIQVTQ2XZRy10aPBQJplkfQBQkQrOy3AAoJ
EDQ2XZRy10aPw6gP/3GUEMUa6mCRuuSOT9UnziPIvXYd63mcN6A6Jwmwj8JaB2qu
OCijvJkw56UbZK3x1FZIbe0hA6VUAwNSNmSIxVJkilgwIYYFO0tnL79XhIeP7jYF
ydXLZ4rTi1FDl8lltAujTNARdY8UGg4hGlcM9OrEeXEFLWugJNiChL15FVoxZqIS
jeduaEqyxGfJnyVwy8z3pZfgODeFr7xs2NkUIMSfuRg24VcL4aW8Frt3jW8P45y3
o/5fsi6Aw2tZ0wD9NSgkVc8VD1NRV9eSZ95Bv+Awf9IXa+Cn5OCjc8Jc+XF+nLfB
oPswOO7E8dLiuBUw6/GzSLMbVs8qf8BNXB92dOe1VccVTqjCxK2sEpVaHh7e+co8
d8lDGBIWMGh7NS6XlGORpFb/T6gxjjOYUV3SKd4QDebUUG8kMkb5juLljOoq+YOP
vgNLDZLZteFpmH+zB9DpOY1YtHZB/OD+DtzLMaSl6VPF2Ln0j5aQGwNDt7sheyAe
sXbu0qn2H5FxojSfvhT0kUDKZ0mgg5y3Oflg49MiAOhjLGY0JocFpBeMILw27fbw
fpIBP7siQWFTFJ1O+l2NQiWAwC2x5fX2EakyCBJmrkPV2hr4nEogNqg9/RDskIUq
cpcOOd/0BntiXMyUCCH2AoCt5acaTQ0WU6CAosZPojOYhtGGgOgeQSdflpMSuQIN
BGB9+xkBEACoklYsfvWRCjOwS8TOKBTfl8myuP9V9uBNbyHufzNETbhYeT33Cj0M
GCNd9GdoaknzBQLbQVSQogA+spqVvQPz1MND18GIdtmr0BXENiZE7SRvu76jNqLp
KxYALoK2Pc3yK0JGD30HcIIgx+lOofrVPA2dfVPTj1wXvm0rbSGA4Wd4Ng3d2AoR
G/wZDAQ7sdZi1A9hhfugTFZwfqR3XAYCk+PUeoFrkJ0O7wngaon+6x2GJVedVPOs
2x/XOR4l9ytFP3o+5ILhVnsK+ESVD9AQz2fhDEU6RhvzaqtHe+sQccR3oVLoGcat
ma5rbfzH0Fhj0JtkbP7WreQf9udYgXxVJKXLQFQgel34egEGG+NlbGSPG+qHOZtY
4uWdlDSvmo+1P95P4VG/EBteqyBbDDGDGiMs6lAMg2cULrwOsbxWjsWka8y2IN3z
1stlIJFvW2kggU+bKnQ+sNQnclq3wzCJjeDBfucR3a5WRojDtGoJP6Fc3luUtS7V
5TAdOx4dhaMFU9+01OoH8ZdTRiHZ1K7RFeAIslSyd4iA/xkhOhHq89F4ECQf3Bt4
ZhGsXDTaA/VgHmf3AULbrC94O7HNqOvTWzwGiWHLfcxXQsr+ijIEQvh6rHKmJK8R
9NMHqc3L18eMO6bqrzEHW0Xoiu9W8Yj+WuB3IKdhclT3w0pO4Pj8gQARAQABiQI8
BBgBCgAmAhsMFiEEyHQBHwq0BRENAhBVNDZdlHLXRo8FAmmWR+0FCRCs7NQACgkQ
NDZdlHLXRo/R0A//QW1opBlzWSmWww1q9QuJA2WCIIs8tJKRDOsmgJPscNpzwZFU
N1Df0wWNjqi1BDReei7lZTHwUk+ebBn0bkI3ANmmgYg7LBueAt5UWSingOc+rvKA
N32BDzBYkMckRzJSQsmeC5hm3J3wLSy90uaIlrJJE9GJZkf/W2Ob+4SQZZ+dnnRP
JokDdW1DuZS9PbxSLJKD5eIWHBxJnFM1CmHfOfrjTJ+MYvVGM5sxSY8R7E+GADj5
L/i4N+tTFJLuTMYARGfA6d+KPKcMJtgpUPjSMAg8nGUhukctpuBs27mOKW0CBtmJ
82X/qYROTL0+vGTvUYflYiuceVlhX/kw0JZnMaG5V/mpHq8SwD07pCGOf69j/mNa
5EL3++Pmzg0s0stw3Ea5pCN0cL/nKkoWchHBfW15W4JOnKAIspyD1vH670P4WfeV
E9B9d6tgKSbM/9JlXoQS5ZdG+kbdosieELhmVWmvojyK7K+Ry6C9wgd+UfnW5jXd
iNwKW3KHuautQwlFhHRNMyDg08c+pI5emTMT3IUQyGWo+Gska3TqGujFcABx7Ip+
mHNmMrCkSD+XC2bvzvRR7FcM0/B9fsjLX/Wttm5vRJ1d2oAoEPvw2IZnJIXpOt2z
zo55sJTztNu4lWGgDVgtp9SXO5a0E5YvFHQNZN5QLeVTTFu6I7qG+ME1E/K5Ag0E
YH3+JQEQALivllTjMolxUW2OxrXb+a2Pt6vjCBsiJzrUj0Pa63U+lT9jldbCCfgP
wDpcDuO1O05Q8k1MoYZ6HddjWnqKG7S3eqkV5c3ct3amAXp513QDKZUfIDylOmhU
qvxjEgvGjdRjz6kECFGYr6Vnj/p6AwWv4/FBRFlrq7cnQgPynbIH4hrWvewp3Tqw
GVgqm5RRofuAugi8iZQVlAiQZJo88yaztAQ/7VsXBiHTn61ugQ8bKdAsr8w/ZZU5
HScHLqRolcYg0cKN91c0EbJq9k1LUC//CakPB9mhi5+aUVUGusIM8ECShUEgSTCi
KQiJUPZ2CFbbPE9L5o9xoPCxjXoX+r7L/WyoCPTeoS3YRUMEnWKvc42Yxz3meRb+
BmaqgbheNmzOah5nMwPupJYmHrjWPkX7oyyHxLSFw4dtoP2j6Z7GdRXKa2dUYdk2
x3JYKocrDoPHh3Q0TAZujtpdjFi1BS8pbxYFb3hHmGSdvz7T7KcqP7ChC7k2RAKO
GiG7QQe4NX3sSMgweYpl4OwvQOn73t5CVWYp/gIBNZGsU3Pto8g27vHeWyH9mKr4
cSepDhw+/X8FGRNdxNfpLKm7Vc0Sm9Sof8TRFrBTqX+vIQupYHRi5QQCuYaV6OVr
ITeegNK3So4m39d6ajCR9QxRbmjnx9UcnSYYDmIB6fpBuwT0ogNtABEBAAGJBHIE
GAEKACYCGwIWIQTIdAEfCrQFEQ0CEFU0Nl2UctdGjwUCYH4bgAUJAeFQ2wJAwXQg
BBkBCgAdFiEEs2y6kaLAcwxDX8KAsLRBCXaFtnYFAmB9/iUACgkQsLRBCXaFtnYX
BhAAlxejyFXoQwyGo9U+2g9N6LUb/tNtH29RHYxy4A3/ZUY7d/FMkArmh4+dfjf0
p9MJz98Zkps20kaYP+2YzYmaizO6OA6RIddcEXQDRCPHmLts3097mJ/skx9qLAf6
rh9J7jWeSqWO6VW6Mlx8j9m7sm3Ae1OsjOx/m7lGZOhY4UYfY627+Jf7WQ5103Qs
lgQ09es/vhTCx0g34SYEmMW15Tc3eCjQ21b1MeJD/V26npeakV8iCZ1kHZHawPq/
aCCuYEcCeQOOteTWvl7HXaHMhHIx7jjOd8XX9V+UxsGz2WCIxX/j7EEEc7CAxwAN
nWp9jXeLfxYfjrUB7XQZsGCd4EHHzUyCf7iRJL7OJ3tz5Z+rOlNjSgci+ycHEccL
YeFAEV+Fz+sj7q4cFAferkr7imY1XEI0Ji5P8p/uRYw/n8uUf7LrLw5TzHmZsTSC
UaiL4llRzkDC6cVhYfqQWUXDd/r385OkE4oalNNE+n+txNRx92rpvXWZ5qFYfv7E
95fltvpXc0iOugPMzyof3lwo3Xi4WZKc1CC/jEviKTQhfn3WZukuF5lbz3V1PQfI
xFsYe9WYQmp25XGgezjXzp89C/OIcYsVB1KJAKihgbYdHyUN4fRCmOszmOUwEAKR
3k5j4X8V5bk08sA69NVXPn2ofxyk3YYOMYWW8ouObnXoS8QJEDQ2XZRy10aPMpsQ
AIbwX21erVqUDMPn1uONP6o4NBEq4MwG7d+fT85rc1U0RfeKBwjucAE/iStZDQoM
ZKWvGhFR+uoyg1LrXNKuSPB82unh2bpvj4zEnJsJadiwtShTKDsikhrfFEK3aCK8
Zuhpiu3jxMFDhpFzlxsSwaCcGJqcdwGhWUx0ZAVD2X71UCFoOXPjF9fNnpy80YNp
flPjj2RnOZbJyBIM0sWIVMd8F44qkTASf8K5Qb47WFN5tSpePq7OCm7s8u+lYZGK
wR18K7VliundR+5a8XAOyUXOL5UsDaQCK4Lj4lRaeFXunXl3DJ4E+7BKzZhReJL6
EugV5eaGonA52TWtFdB8p+79wPUeI3KcdPmQ9Ll5Zi/jBemY4bzasmgKzNeMtwWP
fk6WgrvBwptqohw71HDymGxFUnUP7XYYjic2sVKhv9AevMGycVgwWBiWroDCQ9Ja
btKfxHhI2p+g+rcywmBobWJbZsujTNjhtme+kNn1mhJsD3bKPjKQfAxaTskBLb0V
wgV21891TS1Dq9kdPLwoS4XNpYg2LLB4p9hmeG3fu9+OmqwY5oKXsHiWc43dei9Y
yxZ1AAUOIaIdPkq+YG/PhlGE4YcQZ4RPpltAr0HfGgZhmXWigbGS+66pUj+Ojysc
j0K5tCVxVu0fhhFpOlHv0LWaxCbnkgkQH9jfMEJkAWMOuQINBGCAXCYBEADW6RNr
ZVGNXvHVBqSiOWaxl1XOiEoiHPt50Aijt25yXbG+0kHIFSoR+1g6Lh20JTCChgfQ
kGGjzQvEuG1HTw07YhsvLc0pkjNMfu6gJqFox/ogc53mz69OxXauzUQ/TZ27GDVp
UBu+EhDKt1s3OtA6Bjz/csop/Um7gT0+ivHyvJ/jGdnPEZv8tNuSE/Uo+hn/Q9hg
8SbveZzo3C+U4KcabCESEFl8Gq6aRi9vAfa65oxD5jKaIz7cy+pwb0lizqlW7H9t
Qlr3dBfdIcdzgR55hTFC5/XrcwJ6/nHVH/xGskEasnfCQX8RYKMuy0UADJy72TkZ
bYaCx+XXIcVB8GTOmJVoAhrTSSVLAZspfCnjwnSxisDn3ZzsYrq3cV6sU8b+QlIX
7VAjurE+5cZiVlaxgCjyhKqlGgmonnReWOBacCgL/UvuwMmMp5TTLmiLXLT7uxeG
ojEyoCk4sMrqrU1jevHyGlDJH9Taux15GILDwnYFfAvPF9WCid4UZ4Ouwjcaxfys
3LxNiZIlUsXNKwS3mhiMRL4TRsbs4k4QE+LIMOsauIvcvm8/frydvQ/kUwIhVTH8
0XGOH909bYtJvY3fudK7ShIwm7ZFTduBJUG473E/Fn3VkhTmBX6+PjOC50HR/Hyb
waRCzfDruMe3TAcE/tSP5CUOb9C7+P+hPzQcDwARAQABiQRyBBgBCgAmAhsCFiEE
yHQBHwq0BRENAhBVNDZdlHLXRo8FAmmWSAoFCRCqi+QCQMF0IAQZAQoAHRYhBDdO
x1tIWRNgSoMcx8ggxtXNJ6uHBQJggFwmAAoJEMggxtXNJ6uHRfAP/2CGdSyg0K7U
66Vygl0dugxrMm8O3/Oe211BKdQsFUSWAznOTRTK/zvMUHO4LJAlYvdtZ6xDa4XH
l9FYQ8MR9ZV0OuOlAZvU4IJDLPVCU09X/UzX/GEoZL0R5esvwPAXopMaRHCfXJeI
/gEaB94UhAeYlwpcRn0eSuk1vyZx7GRE6/hog8DCf4hoT40dW20gGe58xcvJ+mRY
lC0lr16WH08wuUcee6+dgu+4Cg6SG6+zt9cMyl8VnTUL5BK/V3MebnYZJK0RFDNn
nXDhzStgOd5gOeIL+xBPXHd0/ld/rDM74SFExpuS+hNsyo+xMQ/HJavak21MFinu
l9COwfGEmlAXTGMY30Lf3Pt/eAkbwgmGc966VSoRmOFEXJVlDr+yJR6ru+7j50z8
lAv6Lsop7sun1Qysbo0swf6W1qgPf6VWbx91NTFLkw0+gD8jxwrU5ZMkeSuntX9d
pjuZS29CflXXIRPlvhuiDPicwTpYuIUx37vHveAH5gnowZg247x780Urrsx8duTX
8CI9MAnqzm4dFAiRlwE8bvLk+l9wekiXA9gIMZiVNqNlduXIqvAG21Wdgq8qyeXK
y/XWCVKDQOmEbFAltfNam8E3KEw0fl199x+93d5ckDGcPzUYPbNkCuIwngC/ZN96
pDafF3Z12fSNfhZUe0C8td8KAszYa96GCRA0Nl2UctdGj1gKD/4jOGhEGTg88Vyu
PVjeK+zkwrTIZSvHdUHfTt/+rTLSNb/RQiBCUQuEZvafj6FrntS7bAEhccGqH894
T3St5K0AXWkvsLd6K+cbIQdlnFA2zb6geJUCk6qx5NgWpRc3i0DS7CheGwl+Bwu7
+n9pNjNjiHV+rYDgqbQXG0dtGysB0/3qIRgEDHFO0HJu/dcte4oXrQIqrZrpOwe8
WxqFqdU918JpSUcc8coiFp9YtwpgqQNxGVZ+rhgnTGdZzk1f/Yhhimh+2B0ReaFv
k3UzVBj3HQ9C6+Ot3MyDEhSgdhjr9e25Tm9S5YfhwtWmghRw9RKPyLMSXSxm/Uc0
mK1NucAp8TQBwKqKzNpCk5IdrBSWRUbjOoOFyzyCsY6gS285GCpSIzI39hTf+3gd
wYPlE6fj+F2TZzdhx62DPnzBzBHnByYTVdJ649bx0FFp4Q+5TbIWtxu/AQkRDxmW
NQfE+6GgeshlrhXWsh6+PGDzt+2raG6zUT913sdz7Ctw4fLjmsKOTdTz3Xa9pr8l
xfI/JuukSgt9o/n3GirhTB3zE1w/I/Xt6k7oASiP3zQSuHtB/CYKYHDtOCWwjo7J
PEGtb/FkreKNxsk/p20jnlrB8WZxxswdr2Vri9NmFeyMDVX7qF3WqT+8aCV9GtS1
GCHx/5nGBdDwoxEsXqpI3IUqPb6FDg==
=wtp+
-----END PGP PUBLIC KEY BLOCK-----
`;

;// CONCATENATED MODULE: ./build/tools/verify/trusted-keys.js
/** The OpenPGP keys that may sign releases. */



/** The pinned key of HashiCorp's releases. */
const hashicorpTrust = { armored: hashicorpKey, fingerprint: hashicorpFingerprint };
const keyBlock = /-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]*?-----END PGP PUBLIC KEY BLOCK-----/g;
/**
 * A short name of the trusted keys for the names of cache entries: what was verified with one key is not verified with
 * another. Does not parse keys, so a hit in the tool cache does not load OpenPGP.
 */
function trustRoot(key) {
    if (key.fingerprint !== null)
        return key.fingerprint.toLowerCase();
    const blocks = key.armored.match(keyBlock) ?? [];
    const canonical = blocks.map((block) => block.replace(/\s+/g, '')).sort();
    return (0,external_node_crypto_.createHash)('sha256').update(canonical.join('\n')).digest('hex');
}
/**
 * The public keys of the text. Several blocks of one primary key, such as the expired copy and its renewal in HashiCorp's own
 * key file, are merged, revocations included.
 * @throws ConfigurationError if there is no key, one cannot be read, or the pinned one is missing
 */
async function readTrustedKeys(key) {
    if (/BEGIN PGP PRIVATE KEY/.test(key.armored)) {
        throw new errors/* ConfigurationError */.j1('packer-key holds a private key: set only the public key, and treat the private one as leaked');
    }
    const blocks = key.armored.match(keyBlock) ?? [];
    if (blocks.length === 0) {
        throw new errors/* ConfigurationError */.j1('packer-key holds no OpenPGP public key: it needs a block "-----BEGIN PGP PUBLIC KEY BLOCK-----"');
    }
    const merged = new Map();
    for (const [index, block] of blocks.entries()) {
        for (const copy of await readBlock(block, index + 1)) {
            const fingerprint = copy.getFingerprint();
            const known = merged.get(fingerprint);
            merged.set(fingerprint, known === undefined ? copy : await known.update(copy));
        }
    }
    const pinned = key.fingerprint?.toLowerCase() ?? null;
    const keys = [...merged.values()].filter((item) => pinned === null || item.getFingerprint() === pinned);
    if (keys.length === 0) {
        const found = [...merged.keys()].map((fingerprint) => fingerprint.toUpperCase()).join(', ');
        throw new errors/* ConfigurationError */.j1(`the trusted key must be ${key.fingerprint}, but its text holds ${found}`);
    }
    return keys;
}
async function readBlock(armoredKeys, number) {
    const { readKeys } = await __webpack_require__.e(/* import() */ 74).then(__webpack_require__.bind(__webpack_require__, 3074));
    try {
        return await readKeys({ armoredKeys });
    }
    catch (error) {
        throw new errors/* ConfigurationError */.j1(`packer-key: public key block ${number} cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
    }
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./build/artifacts/checksums.js
var checksums = __webpack_require__(304);
// EXTERNAL MODULE: ./build/tools/download/errors.js
var download_errors = __webpack_require__(890);
// EXTERNAL MODULE: ./build/tools/download/mirror.js
var download_mirror = __webpack_require__(9626);
// EXTERNAL MODULE: ./build/tools/download/unpack.js
var unpack = __webpack_require__(7255);
;// CONCATENATED MODULE: ./build/tools/verify/signature.js
/** Detached OpenPGP signatures. */



/**
 * Verifies a detached signature; returns only if a trusted key made it over exactly this content.
 *
 * The key must have been valid when it signed, so that a release stays verifiable after its key has expired. A renewed key
 * without its older self-signatures, such as HashiCorp's, must be valid now. Signatures of a key that was revoked as
 * compromised, or without a reason, are refused; of a key that was revoked as retired, those made before are accepted.
 * @throws VerificationError that names the file, the expected key and the key that signed
 */
async function verifySignature(file, trusted, now = new Date()) {
    const keys = await readTrustedKeys(trusted);
    const packets = await readSignaturePackets(file, keys);
    const refusals = [];
    for (const packet of packets) {
        try {
            return await verifyPacket(file, packet, keys, now);
        }
        catch (error) {
            if (!(error instanceof download_errors/* VerificationError */.m))
                throw error;
            refusals.push(error);
        }
    }
    // There may be several signatures. What is wrong with a trusted key's says more than that other signers are unknown.
    throw refusals.find(({ reason }) => reason !== 'unknown-signer') ?? refusals[0];
}
async function verifyPacket(file, packet, keys, now) {
    const openpgp = await __webpack_require__.e(/* import() */ 74).then(__webpack_require__.bind(__webpack_require__, 3074));
    const signedBy = findIssuer(packet);
    const refuse = (reason, explanation, cause) => createUntrustedError(file, keys, signedBy, reason, explanation, cause);
    const key = keys.find((candidate) => candidate.getKeys(packet.issuerKeyID).length > 0);
    if (key === undefined)
        throw refuse('unknown-signer', 'it is signed by a key that is not trusted');
    if (packet.created === null || packet.created > now) {
        throw refuse('bad-signature', `its signature is dated ${packet.created?.toISOString() ?? 'nowhere'}, in the future`);
    }
    const signature = new openpgp.Signature(toPacketList(openpgp, packet));
    try {
        const message = await openpgp.createMessage({ binary: file.content });
        const config = { allowInsecureVerificationWithReformattedKeys: true };
        const options = { message, signature, verificationKeys: [key], date: now, config };
        const { signatures } = await openpgp.verify({ ...options, format: 'binary', expectSigned: true });
        if (signatures.length !== 1)
            throw new Error(`${signatures.length} signatures instead of one`);
        // verify() resolves for wrong signatures too; only this promise rejects.
        for (const { verified } of signatures)
            await verified;
    }
    catch (error) {
        const { reason, explanation } = explainSignatureError((0,errors/* messageOf */.bD)(error), packet.created);
        throw refuse(reason, explanation, error);
    }
    const signer = key.getKeys(packet.issuerKeyID)[0];
    if (signer === undefined)
        throw refuse('unknown-signer', 'it is signed by a key that is not trusted');
    return { primary: fingerprintOf(key), key: signer.getFingerprint().toUpperCase(), created: packet.created };
}
async function readSignaturePackets(file, keys) {
    const openpgp = await __webpack_require__.e(/* import() */ 74).then(__webpack_require__.bind(__webpack_require__, 3074));
    const head = Buffer.from(file.signature.subarray(0, 64)).toString('latin1').trimStart();
    try {
        const signature = head.startsWith('-----BEGIN')
            ? await openpgp.readSignature({ armoredSignature: Buffer.from(file.signature).toString('latin1') })
            : await openpgp.readSignature({ binarySignature: file.signature });
        const { binary, text } = openpgp.enums.signature;
        const packets = [...signature.packets].filter(({ signatureType: type }) => type === binary || type === text);
        if (packets.length === 0)
            throw new Error('it holds no signature of a document');
        return packets;
    }
    catch (error) {
        const explanation = `its signature cannot be read (${(0,errors/* messageOf */.bD)(error)})`;
        throw createUntrustedError(file, keys, 'unknown', 'unreadable-signature', explanation, error);
    }
}
function toPacketList(openpgp, packet) {
    const list = new openpgp.PacketList();
    list.push(packet);
    return list;
}
/** Reads the reason out of the message, as OpenPGP.js has no error codes. */
function explainSignatureError(message, created) {
    const when = created.toISOString();
    if (/revoked/i.test(message))
        return { reason: 'key-revoked', explanation: 'the key that signed it is revoked' };
    if (/expired/i.test(message)) {
        const explanation = `the key, or the last of its self-signatures, had expired when it signed, on ${when}: get a renewed copy of the key`;
        return { reason: 'key-expired', explanation };
    }
    return { reason: 'bad-signature', explanation: `the signature is invalid (${message})` };
}
function findIssuer(packet) {
    const fingerprint = packet.issuerFingerprint;
    const issuer = fingerprint ? Buffer.from(fingerprint).toString('hex') : packet.issuerKeyID.toHex();
    return issuer.toUpperCase();
}
function createUntrustedError(file, keys, signedBy, reason, explanation, cause) {
    const expected = keys.map(fingerprintOf).join(' or ');
    return new download_errors/* VerificationError */.m(reason, `${file.url} is not trusted: ${explanation}. Expected signer: ${expected}; signed by: ${signedBy}. Nothing of it was kept or run.`, cause === undefined ? undefined : { cause });
}
function fingerprintOf(key) {
    return key.getFingerprint().toUpperCase();
}

;// CONCATENATED MODULE: ./build/tools/hashicorp/release.js
/** Fetches, verifies and unpacks HashiCorp's releases. */







const releaseSite = 'https://releases.hashicorp.com';
/** Converts Node's names; throws a ConfigurationError for a platform that the action does not support. */
function toPlatform(os, arch) {
    const goArch = arch === 'x64' ? 'amd64' : arch;
    if ((os !== 'linux' && os !== 'darwin') || (goArch !== 'amd64' && goArch !== 'arm64')) {
        throw new errors/* ConfigurationError */.j1(`this machine is ${os}/${arch}: the action runs on linux or darwin, x64 or arm64`);
    }
    return { os, arch: goArch };
}
/** Throws a ConfigurationError for anything but an exact version such as 1.16.0. */
function checkVersion({ input, version }) {
    if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version)) {
        throw new errors/* ConfigurationError */.j1(`${input}: "${version}" is not an exact version such as 1.16.0`);
    }
}
/**
 * Fetches the archive of a release, verifies it, and puts one of its files into `folder`, executable. The trusted key must
 * have signed the checksum file, which must list the archive's SHA-256.
 * @param isWanted selects the file; exactly one must match
 * @returns the path of the file; nothing else is left in `folder`
 * @throws VerificationError; ConfigurationError for a version that is not published; DownloadError
 */
async function fetchRelease(release, isWanted, folder, { download, key, mirror, log }) {
    const { product, version, platform } = release;
    const base = `${releaseSite}/${product}/${version}/${product}_${version}`;
    const name = `${product}_${version}_${platform.os}_${platform.arch}.zip`;
    const zipUrl = `${releaseSite}/${product}/${version}/${name}`;
    log.info(`${product} ${version} is not in the tool cache; fetching ${(0,download_mirror/* toMirror */.X)(zipUrl, mirror)}`);
    const expected = await fetchSignedChecksum(release, base, name, { download, key, mirror });
    const zip = await notFoundAsConfigError(release, mirror, download.fetchFile(zipUrl, folder));
    try {
        const from = (0,download_mirror/* toMirror */.X)(zipUrl, mirror);
        if (zip.sha256 !== expected) {
            throw new download_errors/* VerificationError */.m('wrong-hash', `${from} is not trusted: its SHA-256 is ${zip.sha256}, but the signed checksum file says ${expected}. Nothing of it was kept or run.`);
        }
        const [program] = await (0,unpack/* extractFiles */.l)({ path: zip.path, kind: 'zip', displayName: from }, folder, (names) => [findOnlyFile(names, from, isWanted)]);
        return program; // findOnlyFile has chosen one.
    }
    finally {
        await (0,promises_.rm)(zip.path, { force: true });
    }
}
async function fetchSignedChecksum(release, base, name, { download, key, mirror }) {
    const [sums, signature] = await notFoundAsConfigError(release, mirror, Promise.all([download.fetchBytes(`${base}_SHA256SUMS`), download.fetchBytes(`${base}_SHA256SUMS.sig`)]));
    const url = (0,download_mirror/* toMirror */.X)(`${base}_SHA256SUMS`, mirror);
    await verifySignature({ content: sums, signature, url }, key);
    const checksum = (0,checksums/* sha256FromList */.c)(sums.toString('utf8'), name);
    if (checksum === null) {
        throw new download_errors/* VerificationError */.m('not-listed', `${url} is signed, but does not list ${name}. Nothing was kept or run.`);
    }
    return checksum;
}
function findOnlyFile(names, url, isWanted) {
    const [only, ...others] = names.filter(isWanted);
    if (only !== undefined && others.length === 0)
        return only;
    throw new errors/* ConfigurationError */.j1(`${url} must hold the program exactly once; it holds: ${names.join(', ')}`);
}
/** Turns a 404 or 403 of the release site, which mean that there is no such version, into a ConfigurationError. */
async function notFoundAsConfigError(release, mirror, work) {
    try {
        return await work;
    }
    catch (error) {
        if (!(error instanceof download_errors/* DownloadError */.n) || (error.status !== 404 && error.status !== 403))
            throw error;
        const { product, version, input, platform } = release;
        const site = (0,download_mirror/* toMirror */.X)(`${releaseSite}/${product}/`, mirror);
        throw new errors/* ConfigurationError */.j1(`${input}: ${product} ${version} for ${platform.os}/${platform.arch} is not published at ${site} (${error.message}); choose a version listed there`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./build/tools/hashicorp/packer.js
/** Installs Packer. */





/**
 * Gets Packer from the tool cache, or from the release site with its signature and SHA-256 verified.
 * @returns the path of the executable
 * @throws VerificationError, ConfigurationError, DownloadError; nothing is kept then
 */
async function installPacker({ version, mirror, key }, context) {
    const platform = toPlatform(process.platform, process.arch);
    const release = { product: 'packer', version, input: 'packer-version', platform };
    checkVersion(release);
    const toolCache = new tool_cache/* ToolCache */.Hy((0,tools_context/* findToolCacheRoot */.ko)(context.env), context.log);
    const id = toEntryId(release, key);
    const found = await toolCache.find(id);
    if (found !== null)
        return (0,external_node_path_.join)(found, 'packer');
    const download = (0,tools_context/* createToolDownloader */.o$)(context, mirror);
    const folder = await toolCache.put(id, async (stage) => {
        await fetchRelease(release, (name) => name === 'packer', stage, {
            download,
            key,
            mirror,
            log: context.log,
        });
    });
    context.log.info(`Packer ${version}: signature and SHA-256 verified, kept in ${folder}`);
    return (0,external_node_path_.join)(folder, 'packer');
}
/** The name of an entry contains the trust root, so that a release verified with one key is not a hit for another. */
function toEntryId({ product, version }, key) {
    return { tool: `ami-action-${product}-${trustRoot(key)}`, version, arch: process.arch };
}

;// CONCATENATED MODULE: ./build/tools/hashicorp/plugin.js
/** Installs Packer's amazon plugin. */







const source = 'github.com/hashicorp/amazon';
/**
 * Gets the amazon plugin from the tool cache, or from the release site with its signature and SHA-256 verified, because
 * `packer init` checks no signature.
 * @returns a folder of this run alone for PACKER_PLUGIN_PATH. `packer init` finds the plugin there without a network and may
 * add other plugins of the templates. The caller removes it.
 */
async function installPlugin(request, context) {
    const platform = toPlatform(process.platform, process.arch);
    const { version, key } = request;
    const release = { product: 'packer-plugin-amazon', version, input: 'plugin-version', platform };
    checkVersion(release);
    const toolCache = new tool_cache/* ToolCache */.Hy((0,tools_context/* findToolCacheRoot */.ko)(context.env), context.log);
    const id = toEntryId(release, key);
    const found = await toolCache.find(id);
    const folder = found ?? (await toolCache.put(id, (stage) => fillEntry(release, request, stage, toolCache, context)));
    if (found === null)
        context.log.info(`amazon plugin ${version}: signature and SHA-256 verified, kept in ${folder}`);
    return await createPluginFolder(folder, context.env);
}
/** Lets Packer install the plugin, so that it also checks compatibility. */
async function fillEntry(release, { packer, mirror, key, env }, stage, toolCache, context) {
    const { version, platform } = release;
    const program = (name) => name.startsWith(`packer-plugin-amazon_v${version}_x`) &&
        name.endsWith(`_${platform.os}_${platform.arch}`);
    const temp = await toolCache.createTemporaryFolder();
    try {
        const download = (0,tools_context/* createToolDownloader */.o$)(context, mirror);
        const fetched = await fetchRelease(release, program, temp, { download, key, mirror, log: context.log });
        const args = ['plugins', 'install', '--path', fetched, source];
        const options = { cwd: temp, env: { ...env, PACKER_PLUGIN_PATH: stage, CHECKPOINT_DISABLE: '1' } };
        const { exitCode, stdout, stderr } = await context.run(packer, args, options);
        const installed = exitCode === 0 ? await (0,promises_.readdir)((0,external_node_path_.join)(stage, source)) : [];
        if (!installed.some(program)) {
            throw new errors/* ConfigurationError */.j1(`plugin-version: Packer refuses the amazon plugin ${version} (exit code ${exitCode}): ${(stderr + stdout).trim()}`);
        }
    }
    finally {
        await (0,promises_.rm)(temp, { recursive: true, force: true });
    }
}
/** Creates a folder with links into the tool cache. Packer follows them, and what it adds stays out of the tool cache. */
async function createPluginFolder(entry, env) {
    const root = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,tools_context/* findTemporaryRoot */.bp)(env), 'ami-action-plugins-'));
    const folder = (0,external_node_path_.join)(root, source);
    await (0,promises_.mkdir)(folder, { recursive: true });
    for (const name of await (0,promises_.readdir)((0,external_node_path_.join)(entry, source))) {
        await (0,promises_.symlink)((0,external_node_path_.join)(entry, source, name), (0,external_node_path_.join)(folder, name));
    }
    return root;
}

;// CONCATENATED MODULE: ./build/apply/toolchain.js
/** Prepares the tools that the builds need: Packer, its plugins, the Go programs. */






/** Fetches everything in parallel. Throws a ConfigurationError with all that is wrong. */
async function prepareToolchain(request, deps) {
    const { inputs, workspace, actionRoot } = request;
    const { mirror, binaries, fingerprintKey: sealingKey } = inputs;
    const [packer, agent] = await allSettledOrThrow([
        () => installPackerWithPlugin(request, deps),
        () => request.needsAgent
            ? (0,go_programs/* provideGoPrograms */.T)({ binaries, workspace, actionRoot, mirror, sealingKey }, deps)
            : Promise.resolve(null),
    ]);
    if (request.otherPlugins.length > 0)
        await initPlugins(packer, request, deps);
    return { ...packer, goProgramsDir: agent?.dir ?? null, agentDigest: agent?.digest ?? null };
}
/** Names of the plugins besides amazon that the templates require. */
function listOtherPlugins({ plugins }) {
    return [...plugins]
        .filter(([, text]) => !text.includes('github.com/hashicorp/amazon'))
        .map(([name]) => name);
}
/**
 * Throws a ConfigurationError if the plan was made for other Go programs than these.
 * @param planned The digest that fingerprints hold; null if no template takes them.
 * @param prepared The digest of the prepared ones; null if no build takes them.
 */
function checkGoPrograms(planned, prepared) {
    if (planned === null || prepared === null || planned === prepared)
        return;
    throw new errors/* ConfigurationError */.j1('Input lock: it was made for other Go programs (their sources, or settings of Go such as GOFLAGS, differ); plan again in ' +
        'this job, or build the same sources with the same settings');
}
async function installPackerWithPlugin({ inputs, env }, deps) {
    const { mirror, packerKey, packerVersion, pluginVersion } = inputs;
    const key = packerKey === null ? hashicorpTrust : { armored: packerKey, fingerprint: null };
    const executable = await installPacker({ version: packerVersion, mirror, key }, deps);
    // Where a template names no region, Packer must build in the one that the action looks in.
    const { region } = inputs;
    const plain = (0,command_line/* packerEnvironment */.gh)(env, { AWS_REGION: region, AWS_DEFAULT_REGION: region });
    const plugin = { packer: executable, version: pluginVersion, mirror, key, env: plain };
    const pluginDir = await installPlugin(plugin, deps);
    return { packer: executable, packerEnv: { ...plain, PACKER_PLUGIN_PATH: pluginDir } };
}
/** Has Packer fetch the other plugins itself, from where each is published. */
async function initPlugins({ packer, packerEnv }, { templates, otherPlugins }, { run, log }) {
    log.info(`packer init: the templates require ${otherPlugins.join(', ')}`);
    const { exitCode, stdout, stderr } = await run(packer, (0,command_line/* initArguments */.nD)(templates.packerTarget), {
        cwd: templates.cwd,
        env: packerEnv,
    });
    if (exitCode !== 0)
        throw new errors/* ConfigurationError */.j1(`packer init failed: ${(stderr || stdout).trim()}`);
}
/** Like Promise.all, but waits for all before it throws. Several ConfigurationErrors become one; else the first is thrown. */
async function allSettledOrThrow(tasks) {
    const [first, second] = await Promise.allSettled([tasks[0](), tasks[1]()]);
    const problems = [first, second]
        .filter((item) => item.status === 'rejected')
        .flatMap(({ reason }) => (reason instanceof errors/* ConfigurationError */.j1 ? [reason.problems] : []));
    if (problems.length > 1)
        throw new errors/* ConfigurationError */.j1(problems.flat());
    if (first.status === 'rejected')
        throw first.reason;
    if (second.status === 'rejected')
        throw second.reason;
    return [first.value, second.value];
}


/***/ }),

/***/ 5313:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Tr: () => (/* binding */ validateArguments),
/* harmony export */   cA: () => (/* binding */ formatArguments),
/* harmony export */   fb: () => (/* binding */ buildArguments),
/* harmony export */   gh: () => (/* binding */ packerEnvironment),
/* harmony export */   nD: () => (/* binding */ initArguments)
/* harmony export */ });
/** Packer's arguments and environment. Neither holds the value of a variable. */
function buildArguments(templates) {
    return ['build', '-machine-readable', '-color=false', ...selection(templates)];
}
function validateArguments(templates) {
    return ['validate', ...selection(templates)];
}
function selection({ target, only, varFiles }) {
    return [`-only=${only}`, ...varFiles.map((file) => `-var-file=${file}`), target];
}
function formatArguments(target) {
    return ['fmt', '-check', target];
}
function initArguments(target) {
    return ['init', target];
}
/**
 * This process's environment without what no template needs: the action's inputs, the files through which a step sets
 * outputs, state and environment, and the tokens of the runner's own services. Temporary files go to RUNNER_TEMP, here the
 * run's private folder, because a killed Packer leaves its debug log and its uploaded scripts behind.
 */
function packerEnvironment(env, added) {
    const passed = Object.entries(env).filter((entry) => entry[1] !== undefined && !withheld.test(entry[0]));
    const { RUNNER_TEMP: temp = '' } = env;
    const temporary = temp !== '' && temp.length <= longestTemp ? { TMPDIR: temp } : {};
    // Without CHECKPOINT_DISABLE Packer asks HashiCorp for new versions at each start.
    return {
        ...Object.fromEntries(passed),
        ...temporary,
        CHECKPOINT_DISABLE: '1',
        PACKER_NO_COLOR: '1',
        ...added,
    };
}
/** Packer's plugins put their sockets there too, and a socket's path is limited to 103 bytes (macOS; 107 on Linux, unix(7)). */
const longestTemp = 75;
const withheld = /^(INPUT_.*|STATE_.*|GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY|TOKEN)|ACTIONS_(RUNTIME|CACHE|RESULTS|ID_TOKEN)_.*)$/;


/***/ })

};
