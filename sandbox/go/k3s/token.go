package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"regexp"
	"strings"
)

const (
	tokenPrefix  = "K10"
	caHashLength = sha256.Size * 2
)

// bootstrapToken is kubeadm's form ID.SECRET (pkg/kubeadm/token.go).
var bootstrapToken = regexp.MustCompile(`^[a-z0-9]{6}\.[a-z0-9]{16}$`)

// credentials are a token's parts; caHash is "" for a short token, which is a password only.
type credentials struct{ caHash, user, password, bootstrap string }

// parseToken takes K10HASH::USER:PASSWORD, K10HASH::ID.SECRET, a bare password or ID.SECRET (pkg/clientaccess/token.go parseToken).
func parseToken(token string) (credentials, error) {
	var parsed credentials
	if token == "" {
		return parsed, errors.New("token must not be empty")
	}
	token, full := strings.CutPrefix(token, tokenPrefix)
	if !full && bootstrapToken.MatchString(token) {
		token = "::" + token
	} else if !full {
		token = ":::" + token
	}
	if hash, rest, found := strings.Cut(token, "::"); found {
		if len(hash) > 0 && len(hash) != caHashLength {
			return parsed, errors.New("invalid token CA hash length")
		}
		parsed.caHash, token = hash, rest
	}
	if bootstrapToken.MatchString(token) {
		parsed.bootstrap = token
		return parsed, nil
	}
	user, password, found := strings.Cut(token, ":")
	if !found || password == "" {
		return credentials{}, errors.New("invalid token format")
	}
	parsed.user, parsed.password = user, password
	return parsed, nil
}

// passwordOf gives a token's password; a token that has none, for it is kubeadm's, is itself.
func passwordOf(token string) string {
	if parsed, err := parseToken(token); err == nil && parsed.bootstrap == "" {
		return parsed.password
	}
	return token
}

// fullToken is the form that carries the hash of the cluster's CA; nothing for no credentials (FormatTokenBytes).
func fullToken(ca []byte, user, password string) string {
	if password == "" {
		return ""
	}
	return tokenPrefix + hash(ca) + "::" + user + ":" + password
}

func hash(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func randomHex(bytes int) string {
	buffer := make([]byte, bytes)
	rand.Read(buffer)
	return hex.EncodeToString(buffer)
}
