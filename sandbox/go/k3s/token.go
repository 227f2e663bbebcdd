package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
)

var secure = regexp.MustCompile(`^K10([0-9a-f]{64})::(?:([^:]+):)?(.+)$`)

// credentials are a token's parts; caHash is "" for a short token, which is a password only.
type credentials struct{ caHash, user, password string }

func parseToken(token, user string) (credentials, error) {
	if !strings.HasPrefix(token, "K10") {
		return credentials{user: user, password: token}, nil
	}
	parts := secure.FindStringSubmatch(token)
	if parts == nil {
		return credentials{}, fmt.Errorf("invalid token format")
	}
	if parts[2] != "" {
		user = parts[2]
	}
	return credentials{caHash: parts[1], user: user, password: parts[3]}, nil
}

func fullToken(ca []byte, user, password string) string {
	return fmt.Sprintf("K10%s::%s:%s", hash(ca), user, password)
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
