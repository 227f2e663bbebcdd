package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/sirupsen/logrus"
)

const clientTimeout = 10 * time.Second

// connection is a way to a server whose CA was looked at: by the token's hash, where it has one (pkg/clientaccess/token.go Info).
type connection struct {
	credentials
	url string
	ca  []byte // nothing where the machine trusts the server's certificate by itself
	// Files of a client certificate, which is shown where it can be read.
	certificate, key string
}

// parseAndValidate fetches the server's CA and compares. user replaces the one that the token names; "" leaves it.
func parseAndValidate(server, token, user string) (connection, error) {
	parsed, err := parseToken(token)
	if err != nil {
		return connection{}, err
	}
	if user != "" {
		parsed.user = user
	}
	target, err := url.Parse(server)
	if err != nil {
		return connection{}, fmt.Errorf("Invalid server url, failed to parse: %s: %w", server, err)
	}
	if target.Scheme != "https" {
		return connection{}, errors.New("only https:// URLs are supported, invalid scheme: " + server)
	}
	target.Path = strings.TrimRight(target.Path, "/")
	c := connection{credentials: parsed, url: target.String()}
	if c.ca, err = caCerts(*target); err != nil {
		return c, err
	}
	switch {
	case c.caHash != "" && len(c.ca) == 0:
		logrus.Warn("Cluster CA certificate is trusted by the host CA bundle. Token CA hash will not be validated.")
	case c.caHash == "" && len(c.ca) > 0:
		logrus.Warn("Cluster CA certificate is not trusted by the host CA bundle, but the token does not include a CA hash. " +
			"Use the full token from the server's node-token file to enable Cluster CA validation.")
	case c.caHash != "" && c.caHash != hash(c.ca):
		return c, fmt.Errorf("token CA hash does not match the Cluster CA certificate hash: %s != %s", c.caHash, hash(c.ca))
	}
	return c, nil
}

// caCerts gives nothing where the machine's own CAs do, and else what the server says its CA is, provided that its certificate is signed by it.
func caCerts(server url.URL) ([]byte, error) {
	server.Path = "/cacerts"
	anonymous := connection{}
	if _, err := anonymous.fetch(server.String(), &tls.Config{}, nil); err == nil {
		return nil, nil
	}
	ca, err := anonymous.fetch(server.String(), &tls.Config{InsecureSkipVerify: true}, nil)
	if err != nil {
		return nil, fmt.Errorf("failed to get CA certs: %w", err)
	}
	if _, err := anonymous.fetch(server.String(), &tls.Config{RootCAs: poolOf(ca)}, nil); err != nil {
		return nil, fmt.Errorf("CA cert validation failed: %w", err)
	}
	return ca, nil
}

func poolOf(ca []byte) *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(ca)
	return pool
}

// token is the full form of what the connection goes by.
func (c connection) token() string {
	if c.bootstrap != "" {
		return tokenPrefix + hash(c.ca) + "::" + c.bootstrap
	}
	return tokenPrefix + hash(c.ca) + "::" + c.user + ":" + c.password
}

func (c connection) tls() *tls.Config {
	config := &tls.Config{}
	if len(c.ca) > 0 {
		config.RootCAs = poolOf(c.ca)
	}
	if pair, err := tls.LoadX509KeyPair(c.certificate, c.key); err == nil {
		config.Certificates = []tls.Certificate{pair}
	}
	return config
}

// statusError is an answer that is not 2xx.
type statusError struct {
	url, status string
	code        int
}

func (e statusError) Error() string { return e.url + ": " + e.status }

// get asks for a path of the server. A client certificate that is refused is left out at the second try, so that a node that was deleted comes
// back by its token.
func (c connection) get(path string, header http.Header) ([]byte, error) {
	target, err := url.Parse(c.url)
	if err != nil {
		return nil, err
	}
	target.Path = path
	config := c.tls()
	content, err := c.fetch(target.String(), config, header)
	var refused statusError
	if errors.As(err, &refused) && refused.code == http.StatusUnauthorized && len(config.Certificates) > 0 {
		logrus.Info("Node authorization rejected, retrying without client certificate authentication")
		config.Certificates = nil
		return c.fetch(target.String(), config, header)
	}
	return content, err
}

func (c connection) fetch(target string, config *tls.Config, header http.Header) ([]byte, error) {
	request, err := http.NewRequest(http.MethodGet, target, nil)
	if err != nil {
		return nil, err
	}
	for name, values := range header {
		request.Header[name] = values
	}
	if c.bootstrap != "" {
		request.Header.Set("Authorization", "Bearer "+c.bootstrap)
	} else if c.user != "" {
		request.SetBasicAuth(c.user, c.password)
	}
	client := &http.Client{Timeout: clientTimeout, Transport: &http.Transport{
		Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true, TLSClientConfig: config,
	}}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return nil, statusError{target, response.Status, response.StatusCode}
	}
	return io.ReadAll(io.LimitReader(response.Body, 1<<20))
}

// jsonRequest is a request of the Kubernetes API with an object as its body, or with none.
func jsonRequest(method, target, contentType string, object any) (*http.Request, error) {
	var body io.Reader
	if object != nil {
		content, err := json.Marshal(object)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(content)
	}
	request, err := http.NewRequest(method, target, body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", contentType)
	return request, nil
}

// answerOf reads what the Kubernetes API answers; above 299 that is an error, with a statusError inside.
func answerOf(response *http.Response, body io.Reader) ([]byte, error) {
	content, err := io.ReadAll(body)
	if err == nil && response.StatusCode > 299 {
		return nil, fmt.Errorf("%s: %w", strings.TrimSpace(string(content)), statusError{response.Request.URL.String(), response.Status, response.StatusCode})
	}
	return content, err
}
