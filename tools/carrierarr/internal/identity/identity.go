// Package identity asks the instance metadata service (IMDSv2) who this instance is.
package identity

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"
)

// Default is the link-local address of the instance metadata service.
const Default = "http://169.254.169.254"

// Identity is what the metadata service answered.
type Identity struct {
	InstanceID, PublicIP string
}

// Fetch asks for the instance's id and public address; endpoint has no trailing slash.
//
// As the fleet's agent does, it takes the first bytes of any answer for the value: on an instance without a public address,
// PublicIP is the beginning of a 404 page. Whoever starts the agent has to give --public-ip.
func Fetch(ctx context.Context, endpoint string) Identity {
	client := &http.Client{Timeout: 2 * time.Second}
	token := call(ctx, client, http.MethodPut, endpoint+"/latest/api/token", http.Header{"X-Aws-Ec2-Metadata-Token-Ttl-Seconds": {"300"}})
	header := http.Header{"X-Aws-Ec2-Metadata-Token": {token}}
	get := func(path string) string {
		return call(ctx, client, http.MethodGet, endpoint+"/latest/meta-data/"+path, header)
	}
	return Identity{InstanceID: get("instance-id"), PublicIP: get("public-ipv4")}
}

// call gives the first 32 bytes of the answer, whatever its status; empty where there was none.
func call(ctx context.Context, client *http.Client, method, url string, header http.Header) string {
	request, err := http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		return ""
	}
	request.Header = header
	response, err := client.Do(request)
	if err != nil {
		return ""
	}
	defer response.Body.Close()
	limit := int64(32)
	if method == http.MethodPut {
		limit = 256
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, limit))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(body))
}
