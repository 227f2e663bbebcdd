# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with the files beside this one
# The fleet's secret, read with the instance's role. Credentials reach curl on its standard input only: what stands in an
# argument is on the process list.

IMDS=${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}
IMDS=${IMDS%/}
why=''

# Sets `metadata` to what the instance metadata service (v2) says, or `why`.
# Returns 75 when it cannot be reached, 44 where it has no such path.
metadata() { # PATH
  local answer
  if [[ -z ${imds_token:-} ]]; then
    imds_token=$(curl --silent --fail --max-time 2 --noproxy '*' --request PUT \
      --header 'X-aws-ec2-metadata-token-ttl-seconds: 300' "$IMDS/latest/api/token") || {
      why="the instance metadata service at $IMDS gives no token"
      return 75
    }
  fi
  answer=$(printf 'header = "X-aws-ec2-metadata-token: %s"\n' "$imds_token" |
    curl --config - --silent --max-time 2 --noproxy '*' --write-out '\n%{http_code}' "$IMDS/latest/meta-data/$1") || {
    why="the instance metadata service does not answer for $1"
    return 75
  }
  metadata=${answer%$'\n'*}
  case ${answer##*$'\n'} in
    200) ;;
    404) return 44 ;;
    *)
      imds_token=''
      why="the instance metadata service answers ${answer##*$'\n'} for $1"
      return 75
      ;;
  esac
}

# Sets region, role and the credentials. A role may be attached a moment after the start, so its absence is retried.
credentials() {
  local rc=0 document
  region=${REGION:-${AWS_REGION:-}}
  if [[ -z $region ]]; then
    metadata placement/region || return 75
    region=$metadata
  fi
  metadata iam/security-credentials/ || rc=$?
  if ((rc == 44)) || [[ $rc == 0 && -z $metadata ]]; then
    why="the instance has no role: launch it with an instance profile that may read secret '$SECRET_ID'"
    return 75
  fi
  ((rc == 0)) || return 75
  role=${metadata%%$'\n'*}
  metadata "iam/security-credentials/$role" || {
    why="the metadata service has no credentials for role $role"
    return 75
  }
  document=$metadata
  why="the metadata service's credentials for role $role are incomplete"
  access_key=$(jq -er .AccessKeyId <<<"$document") || return 75
  secret_key=$(jq -er .SecretAccessKey <<<"$document") || return 75
  session_token=$(jq -er .Token <<<"$document") || return 75
}

# Sets `secret` to the SecretString.
get_secret() {
  local url answer status kind
  credentials || return
  url=${ENDPOINT:-${AWS_ENDPOINT_URL_SECRETS_MANAGER:-${AWS_ENDPOINT_URL:-https://secretsmanager.$region.amazonaws.com}}}
  answer=$(printf 'user = "%s:%s"\nheader = "x-amz-security-token: %s"\n' "$access_key" "$secret_key" "$session_token" |
    curl --config - --silent --show-error --max-time 5 --aws-sigv4 "aws:amz:$region:secretsmanager" \
      --header 'Content-Type: application/x-amz-json-1.1' --header 'X-Amz-Target: secretsmanager.GetSecretValue' \
      --data "$(jq -cn --arg id "$SECRET_ID" '{SecretId: $id}')" --write-out '\n%{http_code}' "$url/" 2>&1) || {
    why="Secrets Manager at $url cannot be reached: ${answer//$'\n'/ }"
    return 75
  }
  status=${answer##*$'\n'}
  answer=${answer%$'\n'*}
  if [[ $status == 200 ]]; then
    secret=$(jq -er .SecretString <<<"$answer") || fail_stage "secret '$SECRET_ID' holds no text: store one JSON object as its SecretString"
    return 0
  fi
  kind=$(jq -r '.__type // "no type"' <<<"$answer" 2>/dev/null) || kind='no type'
  kind=${kind##*#}
  case $kind in
    ResourceNotFoundException) fail_stage "there is no secret '$SECRET_ID' in $region: create it, or correct secret= in the user data" ;;
    AccessDeniedException)
      fail_stage "role $role may not read secret '$SECRET_ID':" \
        "allow it secretsmanager:GetSecretValue (and kms:Decrypt where a key of yours encrypts it)"
      ;;
    Throttling* | *TooManyRequests* | Internal* | ExpiredToken* | 'no type')
      why="Secrets Manager answers $status ($kind)"
      return 75
      ;;
    *) fail_stage "Secrets Manager refuses secret '$SECRET_ID': $status $kind" ;;
  esac
}

# Prints the names of the keys that the secret lacks or has empty.
missing_keys() { # KEY...
  printf '%s' "$secret" | jq -r '. as $secret | $ARGS.positional[] | select(($secret[.] // "") == "")' --args "$@"
}

# One value of the secret; empty where it has none.
secret_value() { # KEY
  printf '%s' "$secret" | jq -r --arg key "$1" '.[$key] // ""'
}
