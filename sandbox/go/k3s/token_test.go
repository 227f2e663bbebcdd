package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestATokenHasFourForms(t *testing.T) {
	ca := hash([]byte("ca"))
	for token, want := range map[string]credentials{
		"pw":                                     {password: "pw"},
		"K10" + ca + "::server:pw":               {caHash: ca, user: "server", password: "pw"},
		"abcdef.0123456789abcdef":                {bootstrap: "abcdef.0123456789abcdef"},
		"K10" + ca + "::abcdef.0123456789abcdef": {caHash: ca, bootstrap: "abcdef.0123456789abcdef"},
		"a:b":                                    {password: "a:b"},
	} {
		if got, err := parseToken(token); err != nil || got != want {
			t.Errorf("%s: got %+v, %v", token, got, err)
		}
	}
}

func TestAMalformedTokenIsRefused(t *testing.T) {
	for token, want := range map[string]string{
		"":                              "token must not be empty",
		"K10short::server:pw":           "invalid token CA hash length",
		"K10" + hash(nil) + "::server":  "invalid token format",
		"K10" + hash(nil) + "::server:": "invalid token format",
		"K10" + hash(nil):               "invalid token format",
	} {
		_, err := parseToken(token)
		contains(t, err, want)
	}
}

func TestAServerWithoutATokenMakesItsOwnAndKeepsIt(t *testing.T) {
	s := newServer(t, options{"token": nil})
	content, err := os.ReadFile(filepath.Join(s.dir, "token"))
	if err != nil {
		t.Fatal(err)
	}
	token := strings.TrimSpace(string(content))
	got, err := parseToken(token)
	if err != nil || got.user != "server" || got.caHash != hash(s.serverCA.pem) || len(got.password) != 32 {
		t.Errorf("got %+v, %v", got, err)
	}
	for _, name := range []string{"node-token", "agent-token"} {
		if target, err := os.Readlink(filepath.Join(s.dir, name)); err != nil || target != filepath.Join(s.dir, "token") {
			t.Errorf("%s: got %q, %v", name, target, err)
		}
	}
	again, err := settleAccounts(s.dir, "", "")
	if err != nil || again["server"].password != got.password {
		t.Errorf("got %v, %v", again, err)
	}
}

func TestAgentsWithATokenOfTheirOwnHaveAFileOfTheirOwn(t *testing.T) {
	s := newServer(t, options{"agent-token": {"other"}})
	content, err := os.ReadFile(filepath.Join(s.dir, "agent-token"))
	if want := fullToken(s.serverCA.pem, "node", "other") + "\n"; err != nil || string(content) != want {
		t.Errorf("got %q, %v", content, err)
	}
}

func TestADatabaseOfAnotherTokenIsFatal(t *testing.T) {
	dir := t.TempDir()
	if _, err := openDatastore(dir, "one"); err != nil {
		t.Fatal(err)
	}
	if _, err := openDatastore(dir, "one"); err != nil {
		t.Error(err)
	}
	_, err := openDatastore(dir, "two")
	contains(t, err, "bootstrap data already found and encrypted with different token")
}

func TestANewServerTakesAFullTokenOfAnotherClusterForItsPassword(t *testing.T) {
	s := newServer(t, options{"token": {fullToken([]byte("another CA"), "server", "pw")}})
	if s.accounts["server"].password != "pw" || s.accounts["node"].password != "pw" {
		t.Errorf("got %v", s.accounts)
	}
}
