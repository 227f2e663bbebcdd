// Package identity asks the instance metadata service (IMDSv2) who this instance is.
package identity

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// Default is the link-local address of the instance metadata service.
const Default = "http://169.254.169.254"

// Identity is what EC2 says of an instance; a field that it does not have is empty.
type Identity struct {
	InstanceID, PublicIP, Region, AvailabilityZone string
}

// Fetch reads the identity; endpoint has no trailing slash. Only the instance id must exist.
func Fetch(ctx context.Context, endpoint string) (Identity, error) {
	client := &http.Client{Timeout: 5 * time.Second}
	token, err := call(ctx, client, http.MethodPut, endpoint+"/latest/api/token",
		http.Header{"X-Aws-Ec2-Metadata-Token-Ttl-Seconds": {"300"}})
	if err != nil {
		return Identity{}, err
	}
	header := http.Header{"X-Aws-Ec2-Metadata-Token": {token}}
	get := func(path string) (string, error) {
		return call(ctx, client, http.MethodGet, endpoint+"/latest/meta-data/"+path, header)
	}
	var who Identity
	if who.InstanceID, err = get("instance-id"); err != nil {
		return Identity{}, err
	}
	for path, field := range map[string]*string{
		"placement/region":            &who.Region,
		"placement/availability-zone": &who.AvailabilityZone,
		"public-ipv4":                 &who.PublicIP,
	} {
		if *field, err = get(path); err != nil && !isNotFound(err) {
			return Identity{}, err
		}
	}
	return who, nil
}

type statusError struct {
	url  string
	code int
}

func (e statusError) Error() string {
	return fmt.Sprintf("the metadata service answered %d for %s", e.code, e.url)
}

func isNotFound(err error) bool {
	e, ok := err.(statusError)
	return ok && e.code == http.StatusNotFound
}

func call(ctx context.Context, client *http.Client, method, url string, header http.Header) (string, error) {
	request, err := http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		return "", err
	}
	request.Header = header
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return "", statusError{url: url, code: response.StatusCode}
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, 1<<16))
	return strings.TrimSpace(string(body)), err
}
