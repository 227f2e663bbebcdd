package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/sirupsen/logrus"
)

type account struct{ password, role string }

// accounts are the users that may come with a password: node with the role k3s:agent, server with k3s:server and nothing else
// (pkg/daemons/control/deps/deps.go genUsers). They lie in server/cred/passwd.
type accounts map[string]account

func readAccounts(file string) (accounts, error) {
	all := accounts{}
	opened, err := os.Open(file)
	if errors.Is(err, os.ErrNotExist) {
		return all, nil
	}
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	reader := csv.NewReader(opened)
	reader.FieldsPerRecord = -1
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		if len(record) < 4 {
			return nil, fmt.Errorf("password file '%s' has a line of %d columns", file, len(record))
		}
		all[record[1]] = account{record[0], record[3]}
	}
}

func (a accounts) write(file string) error {
	var text strings.Builder
	writer := csv.NewWriter(&text)
	for user, account := range a {
		if err := writer.Write([]string{account.password, user, user, account.role}); err != nil {
			return err
		}
	}
	writer.Flush()
	return write(file, []byte(text.String()))
}

// settleAccounts takes the token that was given, else that of an earlier start, else makes one. The token's user does not matter, nor does its
// CA hash: a server that joins no other one does not look at it. agentToken is "" where agents join with the server's token.
func settleAccounts(serverDir, token, agentToken string) (accounts, error) {
	file := filepath.Join(serverDir, "cred/passwd")
	all, err := readAccounts(file)
	if err != nil {
		return nil, err
	}
	if token == "" {
		token = all["server"].password
	}
	if token == "" {
		token = randomHex(16)
	}
	node := agentToken
	if node == "" {
		node = token
	}
	all["server"] = account{passwordOf(token), "k3s:server"}
	all["node"] = account{passwordOf(node), "k3s:agent"}
	return all, all.write(file)
}

// writeTokens leaves server/token, its links node-token and agent-token, and agent-token as a file of its own where agents have a token of their
// own (pkg/server/server.go printTokens).
func writeTokens(serverDir string, ca []byte, all accounts, ownAgentToken bool, url string) error {
	file := filepath.Join(serverDir, "token")
	if err := write(file, []byte(fullToken(ca, "server", all["server"].password)+"\n")); err != nil {
		return err
	}
	if err := link(file, filepath.Join(serverDir, "node-token")); err != nil {
		return err
	}
	logrus.Infof("Server node token is available at %s", file)
	logrus.Infof("To join server node to cluster: k3s server -s %s -t ${SERVER_NODE_TOKEN}", url)
	agentFile := filepath.Join(serverDir, "agent-token")
	if ownAgentToken {
		if err := os.RemoveAll(agentFile); err != nil {
			return err
		}
		if err := write(agentFile, []byte(fullToken(ca, "node", all["node"].password)+"\n")); err != nil {
			return err
		}
	} else if err := link(file, agentFile); err != nil {
		return err
	}
	logrus.Infof("Agent node token is available at %s", agentFile)
	logrus.Infof("To join agent node to cluster: k3s agent -s %s -t ${AGENT_NODE_TOKEN}", url)
	return nil
}

func link(target, name string) error {
	if err := os.RemoveAll(name); err != nil {
		return err
	}
	return os.Symlink(target, name)
}
