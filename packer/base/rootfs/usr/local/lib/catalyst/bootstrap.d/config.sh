# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with the files beside this one
# The configuration that user data hands over: one KEY=VALUE a line.

ROLE='' SECRET_ID='' CONTROL_PLANE=10.100.0.1:50051 LIGHTHOUSE_IP=10.100.0.1 REGION='' ENDPOINT='' LIQO=yes CLUSTER_ID=catalyst

read_config() {
  local key value
  while IFS='=' read -r key value; do
    case $key in
      role) ROLE=$value ;;
      secret) SECRET_ID=$value ;;
      control-plane) CONTROL_PLANE=$value ;;
      lighthouse-ip) LIGHTHOUSE_IP=$value ;;
      region) REGION=$value ;;
      endpoint-url) ENDPOINT=${value%/} ;;
      liqo) LIQO=$value ;;
      cluster-id) CLUSTER_ID=$value ;;
      *)
        fail_stage "user data gives '$key', but the keys are" \
          "secret, control-plane, lighthouse-ip, region, endpoint-url, liqo, cluster-id"
        ;;
    esac
  done <"$CONFIG"
}

check_config() {
  local ipv4='([0-9]{1,3}[.]){3}[0-9]{1,3}'
  read_config
  [[ $ROLE == lighthouse || $ROLE == gpu-worker ]] || fail_stage "the role must be lighthouse or gpu-worker, not '$ROLE'"
  [[ -e /usr/local/lib/catalyst/verify/$ROLE ]] || fail_stage "this image was not built for the role $ROLE"
  [[ -n $SECRET_ID ]] || fail_stage "user data names no secret: give secret=NAME"
  [[ $CONTROL_PLANE =~ ^[^:/[:space:]]+:[0-9]+$ ]] || fail_stage "control-plane must be HOST:PORT, not '$CONTROL_PLANE'"
  [[ $LIGHTHOUSE_IP =~ ^$ipv4$ ]] || fail_stage "lighthouse-ip must be the lighthouse's Nebula address, not '$LIGHTHOUSE_IP'"
  [[ -z $ENDPOINT || $ENDPOINT =~ ^https?://[^[:space:]]+$ ]] || fail_stage "endpoint-url must be a URL, not '$ENDPOINT'"
  [[ $LIQO == yes || $LIQO == no ]] || fail_stage "liqo must be yes or no, not '$LIQO'"
}
